import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Prints a line of the table: size of all jars, whether AWT is needed, and of two lines of 500 points and of a heat map of 100 × 500
 * the milliseconds of the first and of the median later picture, and its size.
 */
public final class Measure {

  private static final int WARM_UP = 30;
  private static final int ROUNDS = 15;
  private static final long LONGEST_NANOS = 30_000_000_000L;
  private static final String WITHOUT_AWT =
      "java.base,java.logging,java.xml,java.management,jdk.management,jdk.unsupported,java.sql";

  private Measure() {}

  public static void main(String[] arguments) throws Exception {
    Drawer drawer = (Drawer) Class.forName("Candidate").getDeclaredConstructor().newInstance();
    double[][] lines = new double[2][500];
    double[][] rows = new double[100][500];
    for (int i = 0; i < 500; i++) {
      lines[0][i] = Math.exp(-i / 100.0);
      lines[1][i] = Math.exp(-i / 150.0) * (1.1 + Math.sin(i));
      for (int l = 0; l < rows.length; l++) {
        rows[l][i] = -0.7 * l + Math.sin(i * 0.1 + l);
      }
    }
    if (arguments.length > 1) {
      drawer.lines(lines);
      drawer.heatMap(rows);
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f MB | %s | %s | %s |%n",
        arguments[0],
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .mapToLong(jar -> new File(jar).isFile() ? new File(jar).length() : 0)
                .sum()
            / 1e6,
        needsAwt(arguments[0]) ? "yes" : "no",
        cost(() -> drawer.lines(lines)),
        cost(() -> drawer.heatMap(rows)));
  }

  private static String cost(Supplier<String> picture) {
    double first = milliseconds(picture);
    int bytes = picture.get().length();
    long end = System.nanoTime() + LONGEST_NANOS;
    double[] all = new double[WARM_UP + ROUNDS];
    int done = 0;
    while (done < all.length && System.nanoTime() < end) {
      all[done++] = milliseconds(picture);
    }
    double[] later = Arrays.copyOfRange(all, Math.max(0, done - ROUNDS), done);
    Arrays.sort(later);
    return String.format(
        Locale.ROOT, "%.0f / %.0f ms, %d kB", first, later[later.length / 2], bytes / 1000);
  }

  private static double milliseconds(Supplier<String> picture) {
    long start = System.nanoTime();
    picture.get();
    return (System.nanoTime() - start) / 1e6;
  }

  private static boolean needsAwt(String name) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "--limit-modules",
            WITHOUT_AWT,
            "-cp",
            System.getProperty("java.class.path"),
            "Measure",
            name,
            "once");
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        != 0;
  }
}
