import cn.authing.sdk.java.client.AuthenticationClient;
import cn.authing.sdk.java.dto.LoginTokenResponseDataDto;
import cn.authing.sdk.java.dto.SendEmailDto;
import cn.authing.sdk.java.dto.SendSMSDto;
import cn.authing.sdk.java.dto.SignInOptionsDto;
import cn.authing.sdk.java.model.AuthenticationClientOptions;
import java.util.Map;

/** Somebody with names nobody else has, and a client of their own. */
final class Person {
  static final String PASSWORD = "correct horse battery";
  private static int count;

  final String username;
  final String email;
  final String phone;
  final AuthenticationClient client;
  LoginTokenResponseDataDto tokens;
  private final Server server;

  Person(Server server) throws Exception {
    count += 1;
    username = "person" + count;
    email = "person" + count + "@example.com";
    phone = String.valueOf(13_900_000_000L + count);
    client = clientOf(server);
    this.server = server;
  }

  static AuthenticationClient clientOf(Server server) throws Exception {
    AuthenticationClientOptions options = new AuthenticationClientOptions();
    options.setAppId(server.fact("appId"));
    options.setAppSecret(server.fact("appSecret"));
    options.setAppHost(server.base);
    return new AuthenticationClient(options);
  }

  static Person signedIn(Server server) throws Exception {
    Person person = new Person(server);
    var made = person.client.signUpByUsernamePassword(person.username, PASSWORD, null, null);
    Cases.equal(200, made.getStatusCode());
    SignInOptionsDto options = new SignInOptionsDto();
    options.setScope("openid profile username email phone offline_access");
    var answer = person.client.signInByUsernamePassword(person.username, PASSWORD, options);
    Cases.equal(200, answer.getStatusCode());
    person.tokens = answer.getData();
    person.client.setAccessToken(person.tokens.getAccessToken());
    return person;
  }

  String smsCode(String channel) throws Exception {
    var asked = Server.dto(SendSMSDto.class, Map.of("channel", channel, "phoneNumber", phone));
    Cases.equal(200, client.sendSms(asked).getStatusCode());
    return server.lastCode("+86" + phone);
  }

  String emailCode(String channel) throws Exception {
    var asked = Server.dto(SendEmailDto.class, Map.of("channel", channel, "email", email));
    Cases.equal(200, client.sendEmail(asked).getStatusCode());
    return server.lastCode(email);
  }
}
