import cn.hutool.log.dialect.console.ConsoleLog;
import cn.hutool.log.level.Level;

/** The official Java SDK, unmodified, against a real server. Prints what failed; the exit code is 0 if nothing did. */
final class Main {
  public static void main(String[] arguments) throws Exception {
    ConsoleLog.setLevel(Level.ERROR);  // the SDK writes every request and answer to the standard output
    Cases cases = new Cases();
    try (Server server = Server.start()) {
      MainJob.add(cases, server);
      Authentication.add(cases, server);
      Tokens.add(cases, server);
      Management.add(cases, server);
      Consent.add(cases, server);
      Mfa.add(cases, server);
      Applications.add(cases, server);
      cases.run();
    }
    System.exit(cases.failed() == 0 ? 0 : 1);
  }
}
