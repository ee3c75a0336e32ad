import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Test cases by name, in order, and the checks they make. */
final class Cases {
  interface Body {
    void run() throws Exception;
  }

  private final Map<String, Body> bodies = new LinkedHashMap<>();
  private int failed;

  void add(String name, Body body) {
    if (bodies.put(name, body) != null) throw new IllegalArgumentException("two tests are called " + name);
  }

  void run() {
    bodies.forEach((name, body) -> {
      try {
        body.run();
        System.out.println("ok      " + name);
      } catch (Exception | AssertionError problem) {
        failed += 1;
        System.out.println("FAILED  " + name);
        problem.printStackTrace(System.out);
      }
    });
    System.out.println(bodies.size() - failed + " passed, " + failed + " failed");
  }

  int failed() {
    return failed;
  }

  static void equal(Object wanted, Object seen) {
    if (!Objects.equals(wanted, seen)) throw new AssertionError("wanted " + wanted + ", saw " + seen);
  }

  static void check(boolean holds, String what) {
    if (!holds) throw new AssertionError(what);
  }

  /** Runs what must throw, and returns the message. */
  static String thrown(Body body) {
    try {
      body.run();
    } catch (Exception problem) {
      return String.valueOf(problem.getMessage());
    }
    throw new AssertionError("nothing was thrown");
  }
}
