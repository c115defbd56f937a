import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcDriver;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.driver.jdbc.JdbcDriver;
import org.apache.arrow.adbc.driver.jdbc.JdbcQuirks;
import org.apache.arrow.adbc.driver.jdbc.adapter.JdbcFieldInfoExtra;
import org.apache.arrow.adapter.jdbc.JdbcToArrowUtils;
import org.apache.arrow.adbc.driver.testsuite.AbstractConnectionMetadataTest;
import org.apache.arrow.adbc.driver.testsuite.AbstractConnectionTest;
import org.apache.arrow.adbc.driver.testsuite.AbstractSqlTypeTest;
import org.apache.arrow.adbc.driver.testsuite.AbstractStatementTest;
import org.apache.arrow.adbc.driver.testsuite.AbstractTransactionTest;
import org.apache.arrow.adbc.driver.testsuite.SqlValidationQuirks;
import org.apache.arrow.adbc.sql.SqlQuirks;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs ADBC's validation suite over adbc-driver-jdbc over the driver; prints a line a test. The
 * first argument is the URL, the second any text to print stack traces.
 */
public class AdbcProbe {
  private static String url = "";

  /** What the suite has to know of the database: nothing that would excuse a difference. */
  static final class RhoQuirks extends SqlValidationQuirks {
    @Override
    public AdbcDatabase initDatabase(BufferAllocator allocator) throws AdbcException {
      Map<String, Object> parameters = new HashMap<>();
      AdbcDriver.PARAM_URI.set(parameters, url);
      parameters.put(
          JdbcDriver.PARAM_JDBC_QUIRKS,
          JdbcQuirks.builder("RhoDB")
              .sqlQuirks(sqlQuirks())
              .typeConverter(RhoQuirks::arrowType)
              .build());
      return new JdbcDriver(allocator).open(parameters);
    }

    /** JDBC's own code of timestamps with a zone, which the suite's driver does not know. */
    private static ArrowType arrowType(JdbcFieldInfoExtra field) {
      return field.getJdbcType() == Types.TIMESTAMP_WITH_TIMEZONE
          ? new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC")
          : JdbcToArrowUtils.getArrowTypeFromJdbcType(field.getFieldInfo(), null);
    }

    /** Names of DuckDB's types, which the driver uses to make tables. */
    private static SqlQuirks sqlQuirks() {
      return SqlQuirks.builder()
          .arrowToSqlTypeNameMapping(
              type ->
                  type.getTypeID() == ArrowType.ArrowTypeID.Utf8
                      ? "VARCHAR"
                      : SqlQuirks.DEFAULT_ARROW_TYPE_TO_SQL_TYPE_NAME_MAPPING.apply(type))
          .build();
    }

    @Override
    public void cleanupTable(String name) throws Exception {
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        statement.execute("DROP TABLE IF EXISTS " + name);
      }
    }

    @Override
    public String defaultCatalog() {
      return "";
    }

    @Override
    public String defaultDbSchema() {
      return "main";
    }

    @Override
    public String caseFoldTableName(String name) {
      return name;
    }

    @Override
    public String caseFoldColumnName(String name) {
      return name;
    }
  }

  static class ConnectionTest extends AbstractConnectionTest {
    @BeforeAll
    static void set() {
      quirks = new RhoQuirks();
    }
  }

  static class MetadataTest extends AbstractConnectionMetadataTest {
    @BeforeAll
    static void set() {
      quirks = new RhoQuirks();
    }
  }

  static class StatementTest extends AbstractStatementTest {
    @BeforeAll
    static void set() {
      quirks = new RhoQuirks();
    }
  }

  static class TransactionTest extends AbstractTransactionTest {
    @BeforeAll
    static void set() {
      quirks = new RhoQuirks();
    }
  }

  static class TypeTest extends AbstractSqlTypeTest {
    @BeforeAll
    static void set() {
      quirks = new RhoQuirks();
    }
  }

  public static void main(String[] arguments) {
    url = arguments[0];
    boolean isTraced = arguments.length > 1;
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                DiscoverySelectors.selectClass(ConnectionTest.class),
                DiscoverySelectors.selectClass(MetadataTest.class),
                DiscoverySelectors.selectClass(StatementTest.class),
                DiscoverySelectors.selectClass(TransactionTest.class),
                DiscoverySelectors.selectClass(TypeTest.class))
            .build();
    Map<String, String> results = new TreeMap<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean isPassed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            boolean isSkipped = result.getStatus() == TestExecutionResult.Status.ABORTED;
            if (test.isTest() || !isPassed) {
              String name = test.getLegacyReportingName().replaceAll("\\(.*", "");
              String parent = test.getParentId().orElse("").replaceAll(".*\\$|\\]$", "");
              String why =
                  result
                      .getThrowable()
                      .map(e -> ": " + String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " "))
                      .orElse("");
              results.put(parent + "." + name, isPassed ? "passed" : (isSkipped ? "skipped" : "failed") + why);
              if (isTraced) {
                result.getThrowable().ifPresent(e -> e.printStackTrace(new PrintWriter(System.out, true)));
              }
            }
          }
        };
    LauncherFactory.create().execute(request, listener);
    results.forEach((test, result) -> System.out.println(test + " " + result));
    System.out.println(results.size() + " tests");
  }
}
