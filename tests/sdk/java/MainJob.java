import cn.authing.sdk.java.client.AuthenticationClient;
import cn.authing.sdk.java.dto.BindPhoneDto;
import cn.authing.sdk.java.dto.CommonResponseDto;
import cn.authing.sdk.java.dto.GetProfileDto;
import cn.authing.sdk.java.dto.UnbindPhoneDto;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What this product is first for: a person adds a phone number to the account, and takes it off again. */
final class MainJob {
  static void add(Cases cases, Server server) {
    cases.add("binds a phone and unbinds it", () -> {
      Person person = Person.signedIn(server);
      Cases.equal(Arrays.asList(null, null, false), phoneIn(person.client));
      String code = person.smsCode("CHANNEL_BIND_PHONE");
      Cases.equal(200, bind(person, code).getStatusCode());
      Cases.equal(List.of(person.phone, "+86", true), phoneIn(person.client));

      CommonResponseDto again = bind(person, code);
      Cases.equal(List.of(422, 2226), List.of(again.getStatusCode(), again.getApiCode()));
      String unbindCode = person.smsCode("CHANNEL_UNBIND_PHONE");
      var unbind = Server.dto(UnbindPhoneDto.class, Map.of("passCode", unbindCode));
      Cases.equal(200, person.client.unbindPhone(unbind).getStatusCode());
      Cases.equal(Arrays.asList(null, null, false), phoneIn(person.client));
    });

    cases.add("refuses a wrong code and leaves the right one valid", () -> {
      Person person = Person.signedIn(server);
      String code = person.smsCode("CHANNEL_BIND_PHONE");
      CommonResponseDto refused = bind(person, code.equals("000000") ? "111111" : "000000");
      Cases.equal(List.of(400, 2001), List.of(refused.getStatusCode(), refused.getApiCode()));
      Cases.equal(200, bind(person, code).getStatusCode());
    });

    cases.add("refuses callers who are not signed in, with an envelope and not with an exception", () -> {
      CommonResponseDto refused = bind(new Person(server), "123456");
      Cases.equal(List.of(401, 2020), List.of(refused.getStatusCode(), refused.getApiCode()));
    });
  }

  private static CommonResponseDto bind(Person person, String code) {
    return person.client.bindPhone(Server.dto(BindPhoneDto.class,
        Map.of("passCode", code, "phoneNumber", person.phone, "phoneCountryCode", "+86")));
  }

  private static List<Object> phoneIn(AuthenticationClient client) {
    var profile = client.getProfile(new GetProfileDto()).getData();
    return Arrays.asList(profile.getPhone(), profile.getPhoneCountryCode(), profile.getPhoneVerified());
  }
}
