import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Run by DriverJarTest with nothing but the driver jar: prints what it sees, a line each. */
public class DriverProbe {
  public static void main(String[] arguments) throws SQLException {
    DriverManager.drivers().forEach(d -> System.out.println("driver " + d.getClass().getName()));
    try (Connection connection = DriverManager.getConnection(arguments[0]);
        Statement statement = connection.createStatement()) {
      try (ResultSet tables = connection.getMetaData().getTables(null, "main", "u", null)) {
        tables.next();
        System.out.println("table " + tables.getString("TABLE_NAME"));
      }
      try (ResultSet rows = statement.executeQuery("SELECT count(*), avg(rho) FROM u")) {
        rows.next();
        System.out.println("rows " + rows.getLong(1) + " " + rows.getDouble(2));
      }
      try (PreparedStatement bound =
          connection.prepareStatement(
              "EXPLAIN SELECT * FROM (CORRELATE MODELS seed0, seed1@? ON ref) WHERE rho > ?")) {
        bound.setLong(1, 50);
        bound.setDouble(2, 0.8);
        String plan = "";
        try (ResultSet rows = bound.executeQuery()) {
          while (rows.next()) {
            plan += rows.getString(1) + "\n";
          }
        }
        System.out.println("planned " + plan.contains("rho >= 0.79999"));
      }
      try (ResultSet rows =
          statement.executeQuery("CORRELATE MODELS seed0, seed1 ON ref WHERE rho > 0.9")) {
        rows.next();
        System.out.println("ran");
      } catch (SQLException e) {
        System.out.println("refused " + e.getSQLState() + " " + e.getMessage().split("\n")[0]);
      }
      try (ResultSet rows = statement.executeQuery("SELECT model FROM u LIMIT 1")) {
        rows.next();
        System.out.println("usable " + rows.getString(1));
      }
    }
  }
}
