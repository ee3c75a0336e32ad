import cn.authing.sdk.java.dto.IntrospectTokenRespDto;
import cn.authing.sdk.java.dto.authentication.ValidateTokenParams;
import cn.authing.sdk.java.model.ClientCredentialInput;
import java.util.List;

/** Token calls, and the SDK's own verification of what the server signs. */
final class Tokens {
  static void add(Cases cases, Server server) {
    cases.add("the SDK verifies an access token by the JWKS", () -> {
      Person person = Person.signedIn(server);
      var claims = person.client.introspectAccessTokenOffline(person.tokens.getAccessToken());
      Cases.equal(List.of(server.fact("appId"), server.base + "/oidc"), List.of(claims.getAud(), claims.getIss()));
    });
    cases.add("tells who the token belongs to", () -> {
      Person person = Person.signedIn(server);
      var info = person.client.getUserInfoMapByAccessToken(person.tokens.getAccessToken());
      Cases.equal(person.username, info.get("username"));
    });
    cases.add("a refresh token gives a new access token", () -> {
      Person person = Person.signedIn(server);
      var fresh = person.client.getNewAccessTokenByRefreshToken(person.tokens.getRefreshToken());
      Cases.equal("Bearer", fresh.getTokenType());
      Cases.check(fresh.getExpiresIn() > 0, "no life time");
      person.client.introspectAccessTokenOffline(fresh.getAccessToken());
    });
    cases.add("introspects and revokes", () -> {
      Person person = Person.signedIn(server);
      String token = person.tokens.getAccessToken();
      IntrospectTokenRespDto seen = person.client.introspectToken(token);
      Cases.equal(List.of(true, server.fact("appId")), List.of(seen.getActive(), seen.getClientId()));
      Cases.equal(true, person.client.revokeToken(token));
      Cases.equal(false, person.client.introspectToken(token).getActive());
    });
    cases.add("asks the server whether a token is good", () -> {
      Person person = Person.signedIn(server);
      ValidateTokenParams asked = new ValidateTokenParams();
      asked.setAccessToken(person.tokens.getAccessToken());
      var access = person.client.validateToken(asked);
      Cases.equal(List.of(server.fact("appId"), server.base + "/oidc"), List.of(access.getAud(), access.getIss()));
      asked.setAccessToken(null);
      asked.setIdToken(person.tokens.getIdToken());
      var identity = person.client.validateToken(asked);
      Cases.equal(List.of(access.getSub(), server.fact("appId")), List.of(identity.getSub(), identity.getAud()));
      asked.setIdToken(person.tokens.getIdToken() + "x");
      Cases.equal(400, person.client.validateToken(asked).getCode());
      person.client.revokeToken(person.tokens.getAccessToken());
      asked.setIdToken(null);
      asked.setAccessToken(person.tokens.getAccessToken());
      Cases.equal(400, person.client.validateToken(asked).getCode());
    });
    cases.add("client credentials give a machine its token", () -> {
      ClientCredentialInput key = new ClientCredentialInput();
      key.setAccessKey(server.fact("accessKeyId"));
      key.setAccessSecret(server.fact("accessKeySecret"));
      var client = Person.clientOf(server);
      var answer = client.getAccessTokenByClientCredentials("user:read", key);
      Cases.equal(server.fact("accessKeyId"), client.introspectAccessTokenOffline(answer.getAccessToken()).getSub());
      key.setAccessSecret("0".repeat(32));
      String refusal = Cases.thrown(() -> client.getAccessTokenByClientCredentials("user:read", key));
      Cases.check(refusal.contains("invalid_client"), refusal);
    });
  }
}
