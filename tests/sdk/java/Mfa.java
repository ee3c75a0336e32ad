import cn.authing.sdk.java.dto.EnrollFactorDto;
import cn.authing.sdk.java.dto.GetFactorDto;
import cn.authing.sdk.java.dto.GetMfaTriggerDataDto;
import cn.authing.sdk.java.dto.MfaOtpVerityDto;
import cn.authing.sdk.java.dto.MfaTokenIntrospectEndpointParams;
import cn.authing.sdk.java.dto.ResetFactorDto;
import cn.authing.sdk.java.dto.SendEnrollFactorRequestDto;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Second factors: set up, listed, checked, removed; and a token that is not active before the factor was shown. */
final class Mfa {
  static void add(Cases cases, Server server) {
    cases.add("sets up, checks and removes an authenticator", () -> {
      Person person = Person.signedIn(server);
      String uri = enroll(person);
      var factors = person.client.listEnrolledFactors().getData();
      Cases.equal(1, factors.size());
      var id = Map.of("factorId", factors.get(0).getFactorId());
      Cases.equal(200, person.client.getFactor(Server.dto(GetFactorDto.class, id)).getStatusCode());
      var checked = person.client.mfaOtpVerify(Server.dto(MfaOtpVerityDto.class, Map.of("totp", codeOf(uri, 1))));
      Cases.equal(true, checked.getData().getVerified());
      Cases.equal(2, person.client.listFactorsToEnroll().getData().size());
      var stopped = person.client.signInByUsernamePassword(person.username, Person.PASSWORD, null);
      Cases.equal(List.of(303, 1635), List.of(stopped.getStatusCode(), stopped.getApiCode()));
      Cases.equal(200, person.client.resetFactor(Server.dto(ResetFactorDto.class, id)).getStatusCode());
    });
    cases.add("an mfaToken is not active before the second factor was shown", () -> {
      Person person = Person.signedIn(server);
      enroll(person);
      var profile = person.client.getProfile(new cn.authing.sdk.java.dto.GetProfileDto()).getData();
      var asked = Map.of("appId", server.fact("appId"), "userId", profile.getUserId());
      var data = Management.clientOf(server).getMfaTriggerData(Server.dto(GetMfaTriggerDataDto.class, asked)).getData();
      var answer = Person.clientOf(server).verifyMfaToken(
          Server.dto(MfaTokenIntrospectEndpointParams.class, Map.of("token", data.getMfaToken())));
      Cases.equal(false, answer.getActive());
    });
  }

  private static String enroll(Person person) throws Exception {
    var begun = person.client.sendEnrollFactorRequest(
        Server.dto(SendEnrollFactorRequestDto.class, Map.of("factorType", "OTP", "profile", Map.of()))).getData();
    String uri = begun.getOtpData().getQrCodeUri();
    var finished = person.client.enrollFactor(Server.dto(EnrollFactorDto.class, Map.of("factorType", "OTP",
        "enrollmentToken", begun.getEnrollmentToken(), "enrollmentData", Map.of("passCode", codeOf(uri, 0)))));
    Cases.equal(200, finished.getStatusCode());
    return uri;
  }

  /** What an authenticator app shows that has read the QR code. */
  private static String codeOf(String uri, int steps) throws Exception {
    String digits = uri.replaceAll(".*secret=([A-Z2-7]+).*", "$1");
    ByteBuffer secret = ByteBuffer.allocate(digits.length() * 5 / 8);
    long bits = 0;
    int held = 0;
    for (char c : digits.toCharArray()) {
      bits = bits << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c);
      held += 5;
      if (held >= 8) {
        held -= 8;
        secret.put((byte) (bits >> held));
      }
    }
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(secret.array(), "HmacSHA1"));
    byte[] digest = mac.doFinal(ByteBuffer.allocate(8).putLong(System.currentTimeMillis() / 30_000 + steps).array());
    int number = ByteBuffer.wrap(digest).getInt(digest[19] & 15) & 0x7fffffff;
    return String.format("%06d", number % 1_000_000);
  }
}
