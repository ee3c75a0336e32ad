import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real genauth process: started on free ports with fresh data, stopped and removed by close(). */
final class Server implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long START_DEADLINE_MS = 30_000;
  private static final List<String> UNLIMITED = List.of("GENAUTH_RATE_ADDRESS_PER_MINUTE",
      "GENAUTH_RATE_MESSAGE_PER_MINUTE", "GENAUTH_RATE_SIGNUP_PER_HOUR", "GENAUTH_CODES_ADDRESS_PER_DAY",
      "GENAUTH_CODES_ADDRESS_PER_HOUR", "GENAUTH_CODES_CONVERSION_SENDS");

  final String base;
  private final Path data;
  private final Process process;
  private JsonNode facts;

  private Server(String base, Path data, Process process) {
    this.base = base;
    this.data = data;
    this.process = process;
  }

  static Server start() throws Exception {
    int port = freePort();
    int managementPort = freePort();
    Path data = Files.createTempDirectory("genauth-");
    ProcessBuilder builder = new ProcessBuilder(System.getenv("GENAUTH_BINARY"), "serve", "--dev", "--data",
        data.toString(), "--listen", "127.0.0.1:" + port, "--management-listen", "127.0.0.1:" + managementPort);
    for (String limit : UNLIMITED) builder.environment().put(limit, "0");
    builder.redirectErrorStream(true).redirectOutput(data.resolve("server.log").toFile());
    Server server = new Server("http://localhost:" + port, data, builder.start());
    try {
      server.awaitReady(URI.create("http://127.0.0.1:" + managementPort + "/readyz"));
      server.facts = JSON.readTree(data.resolve("dev.json").toFile());
      return server;
    } catch (Exception problem) {
      server.close();
      throw problem;
    }
  }

  private void awaitReady(URI url) throws Exception {
    long deadline = System.currentTimeMillis() + START_DEADLINE_MS;
    while (System.currentTimeMillis() < deadline && process.isAlive()) {
      try {
        HttpRequest request = HttpRequest.newBuilder(url).build();
        if (HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) return;
      } catch (IOException notYet) {
        // Nothing listens before the store is open.
      }
      Thread.sleep(20);
    }
    throw new IOException("genauth did not start:\n" + Files.readString(data.resolve("server.log")));
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
    try (Stream<Path> paths = Files.walk(data)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }

  /** A value of dev.json: appId, accessKeySecret, ... */
  String fact(String name) {
    return facts.get(name).asText();
  }

  /** The code in the newest message to this address. */
  String lastCode(String to) throws Exception {
    String query = "/dev/messages?limit=1&to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + query))
        .header("authorization", "Bearer " + fact("devToken")).build();
    String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return JSON.readTree(answer).get(0).get("code").asText();
  }

  /** A DTO of the SDK with the given members. */
  static <Dto> Dto dto(Class<Dto> type, Map<String, ?> members) {
    return JSON.convertValue(members, type);
  }
}
