import cn.authing.sdk.java.dto.ChangeQRCodeStatusDto;
import cn.authing.sdk.java.dto.CheckQrcodeStatusDto;
import cn.authing.sdk.java.dto.ExchangeTokenSetWithQRcodeTicketDto;
import cn.authing.sdk.java.dto.GenerateQrcodeDto;
import cn.authing.sdk.java.dto.SignInByPushDto;

/** QR codes and push sign-in. */
final class Consent {
  static void add(Cases cases, Server server) {
    cases.add("a QR code signs the page in", () -> {
      Person person = Person.signedIn(server);
      var page = Person.clientOf(server);
      GenerateQrcodeDto wanted = new GenerateQrcodeDto();
      wanted.setType(GenerateQrcodeDto.Type.MOBILE_APP);
      String id = page.geneQrCode(wanted).getData().getQrcodeId();
      for (var action : ChangeQRCodeStatusDto.Action.values()) {
        if (action == ChangeQRCodeStatusDto.Action.CANCEL) continue;
        ChangeQRCodeStatusDto step = new ChangeQRCodeStatusDto();
        step.setQrcodeId(id);
        step.setAction(action);
        Cases.equal(200, person.client.changeQrCodeStatus(step).getStatusCode());
      }
      CheckQrcodeStatusDto asked = new CheckQrcodeStatusDto();
      asked.setQrcodeId(id);
      ExchangeTokenSetWithQRcodeTicketDto traded = new ExchangeTokenSetWithQRcodeTicketDto();
      traded.setTicket(page.checkQrCodeStatus(asked).getData().getTicket());
      traded.setClientId(server.fact("appId"));
      traded.setClientSecret(server.fact("appSecret"));
      Cases.check(page.exchangeTokenSetWithQrCodeTicket(traded).getData().getAccessToken() != null, "no token");
    });
    cases.add("a push sign-in begins", () -> {
      SignInByPushDto wanted = new SignInByPushDto();
      wanted.setAccount(Person.signedIn(server).username);
      var begun = Person.clientOf(server).signInByPush(wanted);
      Cases.equal(120, begun.getData().getExpireTime());
    });
  }
}
