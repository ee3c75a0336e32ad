import cn.authing.sdk.java.client.ManagementClient;
import cn.authing.sdk.java.dto.AuthorizeApplicationAccessDto;
import cn.authing.sdk.java.dto.CheckDomainAvailable;
import cn.authing.sdk.java.dto.CreateApplicationDto;
import cn.authing.sdk.java.dto.DeleteApplicationDto;
import cn.authing.sdk.java.dto.GetApplicationDto;
import cn.authing.sdk.java.dto.GetApplicationSecretDto;
import cn.authing.sdk.java.dto.ListApplicationActiveUsersDto;
import cn.authing.sdk.java.dto.ListApplicationAuthDto;
import cn.authing.sdk.java.dto.ListApplicationsDto;
import cn.authing.sdk.java.dto.RefreshApplicationSecretDto;
import cn.authing.sdk.java.dto.UpdateApplicationPermissionStrategyDataDto;
import java.util.List;
import java.util.Map;

/** Applications, and who may enter them. */
final class Applications {
  static void add(Cases cases, Server server) {
    cases.add("an application from creation to deletion", () -> fromCreationToDeletion(server));
    cases.add("who may enter an application", () -> access(server));
  }

  private static String create(ManagementClient client, String identifier) throws Exception {
    var made = client.createApplication(Server.dto(CreateApplicationDto.class, Map.of("appName", "From Java",
        "appIdentifier", identifier, "redirectUris", List.of("https://app.example.com/callback"))));
    Cases.check(made.getStatusCode() == 200, made.getMessage());
    return made.getData().getAppId();
  }

  private static void fromCreationToDeletion(Server server) throws Exception {
    ManagementClient client = Management.clientOf(server);
    String id = create(client, "sdk-java");
    Map<String, String> named = Map.of("appId", id);
    var shown = client.getApplication(Server.dto(GetApplicationDto.class, named)).getData();
    Cases.equal("From Java", shown.getAppName());
    Cases.equal(List.of("https://app.example.com/callback"), shown.getRedirectUris());
    var listed = client.listApplications(Server.dto(ListApplicationsDto.class, Map.of("keywords", "sdk-java")));
    Cases.equal(1, listed.getData().getTotalCount());
    var taken = Server.dto(CheckDomainAvailable.class, Map.of("domain", "sdk-java"));
    Cases.equal(false, client.checkDomainAvailable(taken).getData().getAvailable());
    String secret = client.getApplicationSecret(Server.dto(GetApplicationSecretDto.class, named)).getData()
        .getSecret();
    var fresh = client.refreshApplicationSecret(Server.dto(RefreshApplicationSecretDto.class, named));
    Cases.check(!secret.equals(fresh.getData().getSecret()), "the secret stayed");
    var active = client.listApplicationActiveUsers(Server.dto(ListApplicationActiveUsersDto.class, named));
    Cases.equal(0, active.getData().getTotalCount());
    var gone = client.deleteApplication(Server.dto(DeleteApplicationDto.class, named));
    Cases.equal(true, gone.getData().getSuccess());
    Cases.equal(404, client.getApplication(Server.dto(GetApplicationDto.class, named)).getStatusCode());
  }

  private static void access(Server server) throws Exception {
    ManagementClient client = Management.clientOf(server);
    Person person = new Person(server);
    String userId = Management.create(server, person).getUserId();
    String id = create(client, "sdk-java-access");
    var closed = Server.dto(UpdateApplicationPermissionStrategyDataDto.class,
        Map.of("appId", id, "permissionStrategy", "DENY_ALL"));
    Cases.equal(true, client.updateApplicationPermissionStrategy(closed).getData().getSuccess());
    var rule = Map.of("targetType", "USER", "targetIdentifier", List.of(userId), "effect", "ALLOW");
    var wanted = Server.dto(AuthorizeApplicationAccessDto.class, Map.of("appId", id, "list", List.of(rule)));
    Cases.equal(true, client.authorizeApplicationAccess(wanted).getData().getSuccess());
    var rules = client.listAuthApplication(Server.dto(ListApplicationAuthDto.class, Map.of("appId", id)));
    Cases.equal(1, rules.getData().getTotalCount());
    Cases.equal(userId, rules.getData().getList().get(0).getTargetId());
    client.deleteApplication(Server.dto(DeleteApplicationDto.class, Map.of("appId", id)));
  }
}
