import java.io.PrintStream;
import net.hydromatic.sqllogictest.Main;
import net.hydromatic.sqllogictest.OptionsParser;
import net.hydromatic.sqllogictest.OptionsParser.SuppliedOptions;
import net.hydromatic.sqllogictest.TestStatistics;
import net.hydromatic.sqllogictest.executors.JdbcExecutor;

/** Runs files of SQLite's logic tests through the driver: arguments are the URL and the files. */
public class SqlLogicProbe {
  private static final class RhoExecutor extends JdbcExecutor {
    RhoExecutor(SuppliedOptions options, String url) {
      super(options, url, "", "");
    }
  }

  public static void main(String[] arguments) throws Exception {
    for (int i = 1; i < arguments.length; i++) {
      PrintStream out = System.out;
      OptionsParser options = new OptionsParser(false, out, out);
      options.registerExecutor("rhodb", () -> new RhoExecutor(options.getOptions(), arguments[0]));
      TestStatistics result = Main.execute(options, "-e", "rhodb", arguments[i] + ".test");
      out.println(
          arguments[i]
              + ": "
              + result.getPassedTestCount()
              + " passed, "
              + result.getFailedTestCount()
              + " failed, "
              + result.getIgnoredTestCount()
              + " ignored, "
              + result.getParseFailureCount()
              + " not read");
      result.printStatistics(out);
    }
  }
}
