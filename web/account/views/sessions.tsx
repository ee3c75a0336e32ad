// Where somebody is signed in, and the devices that the account knows.
import { useWords } from "../../shared/languages";
import { useAccount } from "../account";
import { post } from "../http";
import { useLoaded } from "../memory";
import { From, Item, Panel, Section, Sure, useTimes } from "../parts";

interface Session {
  sessionId: string;
  current: boolean;
  deviceName: string;
  clientIp?: string | null;
  applications: { appId: string; appName: string }[];
  signedInAt: string;
}

interface Device {
  device: { deviceId: string; name?: string | null; type: string };
  lastLoginTime: string;
  lastIp?: string | null;
  online: boolean;
}

export function SessionsSection() {
  const t = useWords();
  const sessions = useLoaded<Session[]>("/api/v3/mysessions/list");
  const devices = useLoaded<Device[]>("/api/v3/mydevices/list?limit=50");
  const reload = async () => {
    await Promise.all([sessions.reload(), devices.reload()]);
  };
  return (
    <Section title={t("sessions")} lead={t("sessionsLead")}>
      <Panel title={t("sessionsNow")}>
        <From loaded={sessions}>{(list) => <Sessions list={list} onChanged={reload} />}</From>
      </Panel>
      <Panel title={t("devices")}>
        <From loaded={devices}>{(list) => <Devices list={list} onChanged={reload} />}</From>
      </Panel>
    </Section>
  );
}

type Changed = () => Promise<void>;

function Sessions({ list, onChanged }: { list: Session[]; onChanged: Changed }) {
  const t = useWords();
  const { say } = useAccount();
  const shown = useTimes();
  const end = (sessionId: string) => async () => {
    await post("/api/v3/mysessions/revoke", { sessionId });
    say(t("signedOutThere"));
    await onChanged();
  };
  const endOthers = async () => {
    await post("/api/v3/mysessions/revoke-others", {});
    say(t("signedOutElsewhere"));
    await onChanged();
  };
  return (
    <>
      <ul className="items">
        {list.map((one) => (
          <Item key={one.sessionId} name={one.deviceName} mark={one.current ? t("thisOne") : undefined}
            actions={!one.current && (
              <Sure label={t("signOutThere")} of={one.deviceName} question={t("signOutThereSure")}
                yes={t("signOutThere")}
                onYes={end(one.sessionId)} />
            )}>
            {[one.applications.map(({ appName }) => appName).join(", "), one.clientIp, shown(one.signedInAt)]
              .filter(Boolean).join(" · ")}
          </Item>
        ))}
      </ul>
      {list.some((one) => !one.current) && (
        <Sure label={t("signOutElsewhere")} question={t("signOutElsewhereSure")} yes={t("signOutElsewhere")}
          onYes={endOthers} />
      )}
    </>
  );
}

function Devices({ list, onChanged }: { list: Device[]; onChanged: Changed }) {
  const t = useWords();
  const { say } = useAccount();
  const shown = useTimes();
  const forget = (deviceId: string) => async () => {
    await post("/api/v3/mydevices/unbind", { deviceId });
    say(t("deviceForgotten"));
    await onChanged();
  };
  if (list.length === 0) return <p className="fine">{t("devicesNone")}</p>;
  return (
    <ul className="items">
      {list.map(({ device, lastLoginTime, lastIp, online }) => (
        <Item key={device.deviceId} name={device.name ?? device.type} mark={online ? t("online") : undefined}
          actions={(
            <Sure label={t("deviceForget")} of={device.name ?? ""} question={t("deviceForgetSure")}
              yes={t("deviceForget")}
              onYes={forget(device.deviceId)} />
          )}>
          {[lastIp, shown(lastLoginTime)].filter(Boolean).join(" · ")}
        </Item>
      ))}
    </ul>
  );
}
