import cn.authing.sdk.java.client.AuthenticationClient;
import cn.authing.sdk.java.dto.GetProfileDto;
import cn.authing.sdk.java.dto.LoginTokenRespDto;
import cn.authing.sdk.java.dto.PreCheckCodeDto;
import cn.authing.sdk.java.dto.SignInOptionsDto;
import cn.authing.sdk.java.dto.SignUpOptionsDto;
import cn.authing.sdk.java.dto.SignUpProfileDto;
import cn.authing.sdk.java.dto.UpdateUserProfileDto;
import cn.authing.sdk.java.dto.UserSingleRespDto;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;

/** Every sign-up and sign-in of the SDK, and the calls a signed-in person makes. */
final class Authentication {
  static void add(Cases cases, Server server) {
    addSignUps(cases, server);
    addSignIns(cases, server);
    addCalls(cases, server);
  }

  private static void addSignUps(Cases cases, Server server) {
    cases.add("signs up by username and password", () -> {
      Person person = new Person(server);
      var profile = Server.dto(SignUpProfileDto.class, Map.of("nickname", "Nick", "gender", "F"));
      var user = person.client.signUpByUsernamePassword(person.username, Person.PASSWORD, profile, null);
      Cases.equal("Nick", user.getData().getNickname());
      var again = person.client.signUpByUsernamePassword(person.username, Person.PASSWORD, null, null);
      Cases.equal(List.of(409, 2034), List.of(again.getStatusCode(), again.getApiCode()));
    });
    cases.add("signs up by e-mail and password", () -> {
      Person person = new Person(server);
      UserSingleRespDto user = person.client.signUpByEmailPassword(person.email, Person.PASSWORD, null, null);
      Cases.equal(false, user.getData().getEmailVerified());
    });
    cases.add("signs up by e-mail and code", () -> {
      Person person = new Person(server);
      String code = person.emailCode("CHANNEL_REGISTER");
      UserSingleRespDto user = person.client.signUpByEmailPassCode(person.email, code, null, null);
      Cases.equal(true, user.getData().getEmailVerified());
    });
    cases.add("signs up by phone and code", () -> {
      Person person = new Person(server);
      String code = person.smsCode("CHANNEL_REGISTER");
      UserSingleRespDto user = person.client.signUpByPhonePassCode(person.phone, code, "+86", null, null);
      Cases.equal(true, user.getData().getPhoneVerified());
    });
  }

  private static void addSignIns(Cases cases, Server server) {
    cases.add("signs in by password, with every name", () -> {
      Person person = new Person(server);
      Management.create(server, person);
      AuthenticationClient client = person.client;
      signedIn(client.signInByUsernamePassword(person.username, Person.PASSWORD, null));
      signedIn(client.signInByEmailPassword(person.email, Person.PASSWORD, null));
      signedIn(client.signInByPhonePassword(person.phone, Person.PASSWORD, null));
      for (String name : List.of(person.username, person.email, person.phone)) {
        signedIn(client.signInByAccountPassword(name, Person.PASSWORD, null));
      }
      var refused = client.signInByUsernamePassword(person.username, "wrong", null);
      Cases.equal(List.of(403, 2333), List.of(refused.getStatusCode(), refused.getApiCode()));
    });
    cases.add("signs in by codes; autoRegister makes the account", () -> {
      Person person = new Person(server);
      var options = Server.dto(SignInOptionsDto.class, Map.of("autoRegister", true));
      String code = person.smsCode("CHANNEL_LOGIN");
      signedIn(person.client.signInByPhonePassCode(person.phone, code, "+86", options));
      var refused = person.client.signInByPhonePassCode(person.phone, code, "+86", null);
      Cases.equal(List.of(400, 2001), List.of(refused.getStatusCode(), refused.getApiCode()));
      String emailed = person.emailCode("CHANNEL_LOGIN");
      signedIn(person.client.signInByEmailPassCode(person.email, emailed, options));
    });
    // Not sm2: the SDK's SystemInfoResp has no place for its key.
    cases.add("takes passwords encrypted as the browser packages do: rsa", () -> {
      Person person = new Person(server);
      String hidden = encrypt(person.client.getSystemInfo().getRsa().getPublicKey());
      var encrypted = Map.of("passwordEncryptType", "rsa");
      var made = person.client.signUpByUsernamePassword(person.username, hidden, null,
          Server.dto(SignUpOptionsDto.class, encrypted));
      Cases.equal(200, made.getStatusCode());
      signedIn(person.client.signInByUsernamePassword(person.username, Person.PASSWORD, null));
      signedIn(person.client.signInByUsernamePassword(person.username, hidden,
          Server.dto(SignInOptionsDto.class, encrypted)));
    });
  }

  private static void addCalls(Cases cases, Server server) {
    cases.add("updates the profile", () -> {
      Person person = Person.signedIn(server);
      var changed = Server.dto(UpdateUserProfileDto.class, Map.of("name", "张三", "gender", "M", "city", "北京"));
      Cases.equal(200, person.client.updateProfile(changed).getStatusCode());
      var asked = Server.dto(GetProfileDto.class, Map.of("withCustomData", true, "withIdentities", true));
      var profile = person.client.getProfile(asked).getData();
      Cases.equal(List.of("张三", "北京", List.of()),
          List.of(profile.getName(), profile.getCity(), profile.getIdentities()));
    });
    cases.add("pre-check-code does not spend the code", () -> {
      Person person = new Person(server);
      String code = person.smsCode("CHANNEL_REGISTER");
      var payload = Map.of("phone", person.phone, "passCode", code, "channel", "CHANNEL_REGISTER");
      var asked = Server.dto(PreCheckCodeDto.class, Map.of("codeType", "SMS", "smsCodePayload", payload));
      for (int i = 0; i < 2; i++) Cases.equal(true, person.client.preCheckCode(asked).getData().getIsValid());
      var user = person.client.signUpByPhonePassCode(person.phone, code, "+86", null, null);
      Cases.equal(200, user.getStatusCode());
      Cases.equal(false, person.client.preCheckCode(asked).getData().getIsValid());
    });
    cases.add("starts signing in with a passkey and registering one", () -> {
      var asked = Person.clientOf(server).initAuthenticationOptions().getData();
      Cases.equal("localhost", asked.getAuthenticationOptions().getRpId());
      Person person = Person.signedIn(server);
      var offered = person.client.initRegisterOptions().getData();
      Cases.equal("localhost", offered.getRegistrationOptions().getRp().getId());
      Cases.equal(0, person.client.listCredentialsByPage(null).getTotalCount());
    });
    cases.add("tells system facts and countries, draws a captcha", () -> {
      AuthenticationClient client = Person.clientOf(server);
      Cases.check(client.getSystemInfo().getVersion() != null, "no version");
      Cases.check(client.getCountryList().getData().size() > 200, "few countries");
      Cases.check(client.getCaptchaCode().getData().getCaptchaCodeSvg().startsWith("<svg"), "no picture");
    });
  }

  private static void signedIn(LoginTokenRespDto answer) {
    Cases.check(answer.getStatusCode() == 200, answer.getMessage());
    Cases.check(answer.getData().getExpireIn() > 0, "no life time");
  }

  /** PKCS #1 v1.5, base64; the key is PEM. */
  private static String encrypt(String pem) throws Exception {
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    cipher.init(Cipher.ENCRYPT_MODE, KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der)));
    byte[] hidden = cipher.doFinal(Person.PASSWORD.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hidden);
  }
}
