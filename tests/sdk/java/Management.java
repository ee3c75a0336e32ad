import cn.authing.sdk.java.client.ManagementClient;
import cn.authing.sdk.java.dto.CreateAccessKeyDto;
import cn.authing.sdk.java.dto.CreateUserBatchReqDto;
import cn.authing.sdk.java.dto.CreateUserReqDto;
import cn.authing.sdk.java.dto.DeleteAccessKeyDto;
import cn.authing.sdk.java.dto.DeleteUsersBatchDto;
import cn.authing.sdk.java.dto.GetAccessKeyDto;
import cn.authing.sdk.java.dto.GetUserBatchDto;
import cn.authing.sdk.java.dto.GetUserDto;
import cn.authing.sdk.java.dto.IsUserExistsReqDto;
import cn.authing.sdk.java.dto.ListAccessKeyDto;
import cn.authing.sdk.java.dto.ListUsersDto;
import cn.authing.sdk.java.dto.ListUsersRequestDto;
import cn.authing.sdk.java.dto.UpdateAccessKeyDto;
import cn.authing.sdk.java.dto.UpdateUserReqDto;
import cn.authing.sdk.java.dto.UserDto;
import cn.authing.sdk.java.model.ManagementClientOptions;
import java.util.List;
import java.util.Map;

/** The management client: it fetches a management token and sends it bare. */
@SuppressWarnings("deprecation")  // GET list-users is deprecated in the SDK, and still called by its users
final class Management {
  static ManagementClient clientOf(Server server, String keyId, String secret) {
    ManagementClientOptions options = new ManagementClientOptions();
    options.setAccessKeyId(keyId);
    options.setAccessKeySecret(secret);
    options.setHost(server.base);
    return new ManagementClient(options);
  }

  static ManagementClient clientOf(Server server) {
    return clientOf(server, server.fact("accessKeyId"), server.fact("accessKeySecret"));
  }

  static UserDto create(Server server, Person person) {
    var answer = clientOf(server).createUser(Server.dto(CreateUserReqDto.class,
        Map.of("username", person.username, "email", person.email, "phone", person.phone, "phoneCountryCode",
            "+86", "password", Person.PASSWORD, "name", "李四", "emailVerified", true, "phoneVerified", true)));
    Cases.check(answer.getStatusCode() == 200, answer.getMessage());
    return answer.getData();
  }

  static void add(Cases cases, Server server) {
    cases.add("creates, gets, updates and lists users", () -> usersFromCreationToList(server));
    cases.add("batches; the query carries ids joined by commas", () -> batches(server));
    cases.add("tells whether a user exists", () -> {
      Person person = new Person(server);
      create(server, person);
      Cases.equal(true, exists(server, Map.of("username", person.username)));
      Cases.equal(true, exists(server, Map.of("email", person.email)));
      Cases.equal(true, exists(server, Map.of("phone", person.phone)));
      Cases.equal(false, exists(server, Map.of("username", "nobody.at.all")));
    });
    cases.add("access keys from creation to deletion", () -> accessKeys(server));
    cases.add("refuses a wrong secret", () -> {
      ManagementClient client = clientOf(server, server.fact("accessKeyId"), "0".repeat(32));
      Cases.thrown(() -> client.listUsersLegacy(new ListUsersDto()));
    });
  }

  private static void usersFromCreationToList(Server server) throws Exception {
    ManagementClient client = clientOf(server);
    Person person = new Person(server);
    UserDto user = create(server, person);
    Cases.equal(UserDto.UserSourceType.ADMIN_CREATED, user.getUserSourceType());
    var asked = Map.of("userId", person.email, "userIdType", "email", "withIdentities", true);
    Cases.equal(user.getUserId(), client.getUser(Server.dto(GetUserDto.class, asked)).getData().getUserId());
    var changed = client.updateUser(Server.dto(UpdateUserReqDto.class,
        Map.of("userId", user.getUserId(), "city", "上海", "status", "Suspended")));
    Cases.equal(UserDto.Status.SUSPENDED, changed.getData().getStatus());

    var page = client.listUsersLegacy(Server.dto(ListUsersDto.class, Map.of("page", 1, "limit", 50)));
    Cases.check(page.getData().getTotalCount() > 0, "nobody listed");
    var found = client.listUsers(Server.dto(ListUsersRequestDto.class, Map.of("advancedFilter",
        List.of(Map.of("field", "phone", "operator", "EQUAL", "value", person.phone)))));
    Cases.equal(user.getUserId(), found.getData().getList().get(0).getUserId());
    Cases.equal(1, found.getData().getTotalCount());
  }

  private static void batches(Server server) {
    ManagementClient client = clientOf(server);
    var list = List.of(Map.of("username", "batch1"), Map.of("username", "batch2"));
    var made = client.createUsersBatch(Server.dto(CreateUserBatchReqDto.class, Map.of("list", list)));
    List<String> ids = made.getData().stream().map(UserDto::getUserId).toList();
    var asked = Server.dto(GetUserBatchDto.class, Map.of("userIds", String.join(",", ids)));
    Cases.equal(2, client.getUserBatch(asked).getData().size());
    var deletion = Server.dto(DeleteUsersBatchDto.class, Map.of("userIds", ids));
    Cases.equal(200, client.deleteUsersBatch(deletion).getStatusCode());
    Cases.equal(0, client.getUserBatch(asked).getData().size());
  }

  private static boolean exists(Server server, Map<String, String> asked) {
    return clientOf(server).isUserExists(Server.dto(IsUserExistsReqDto.class, asked)).getData().getExists();
  }

  private static void accessKeys(Server server) throws Exception {
    ManagementClient client = clientOf(server);
    String userId = create(server, new Person(server)).getUserId();
    var wanted = Server.dto(CreateAccessKeyDto.class, Map.of("type", "userpool", "userId", userId));
    var key = client.createAccessKey(wanted).getData().get(0);
    String id = key.getAccessKeyId();
    ManagementClient withKey = clientOf(server, id, key.getAccessKeySecret());
    Cases.equal(200, withKey.listUsersLegacy(new ListUsersDto()).getStatusCode());

    var listed = client.getAccessKeyList(Server.dto(ListAccessKeyDto.class, Map.of("userId", userId)));
    Cases.equal(1, listed.getData().size());
    var one = Server.dto(GetAccessKeyDto.class, Map.of("userId", userId, "accessKeyId", id));
    Cases.equal(id, client.getAccessKey(one).getData().get(0).getAccessKeyId());
    var off = Server.dto(UpdateAccessKeyDto.class, Map.of("accessKeyId", id, "enable", false));
    Cases.equal(200, client.updateAccessKey(off).getStatusCode());
    Cases.equal(401, withKey.listUsersLegacy(new ListUsersDto()).getStatusCode());
    var deletion = Server.dto(DeleteAccessKeyDto.class, Map.of("accessKeyId", id));
    Cases.equal(200, client.deleteAccessKey(deletion).getStatusCode());
    Cases.equal(404, client.getAccessKey(one).getStatusCode());
  }
}
