import java.util.logging.LogManager;
import schemacrawler.schema.Catalog;
import schemacrawler.schema.Column;
import schemacrawler.schema.ForeignKey;
import schemacrawler.schema.Index;
import schemacrawler.schema.Table;
import schemacrawler.schemacrawler.LoadOptionsBuilder;
import schemacrawler.schemacrawler.SchemaCrawlerOptions;
import schemacrawler.schemacrawler.SchemaCrawlerOptionsBuilder;
import schemacrawler.schemacrawler.SchemaInfoLevelBuilder;
import schemacrawler.tools.utility.SchemaCrawlerUtility;
import us.fatehi.utility.datasource.DatabaseConnectionSource;
import us.fatehi.utility.datasource.DatabaseConnectionSources;
import us.fatehi.utility.datasource.MultiUseUserCredentials;

/** Prints what SchemaCrawler finds in schema main at its highest level of detail. */
public class CatalogProbe {
  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    SchemaCrawlerOptions options =
        SchemaCrawlerOptionsBuilder.newSchemaCrawlerOptions()
            .withLoadOptions(
                LoadOptionsBuilder.builder()
                    .withSchemaInfoLevel(SchemaInfoLevelBuilder.maximum())
                    .toOptions());
    try (DatabaseConnectionSource source =
        DatabaseConnectionSources.newDatabaseConnectionSource(
            arguments[0], new MultiUseUserCredentials("", ""))) {
      Catalog catalog = SchemaCrawlerUtility.getCatalog(source, options);
      System.out.println("types " + catalog.getSystemColumnDataTypes().size());
      for (Table table : catalog.getTables()) {
        if (table.getSchema().getName().equals("main")) {
          System.out.println(
              table.getTableType() + " " + table.getName() + ": " + table.getRemarks());
          for (Column column : table.getColumns()) {
            System.out.println(
                "  "
                    + column.getName()
                    + " "
                    + column.getColumnDataType().getName()
                    + (column.isNullable() ? "" : " not null")
                    + (column.isPartOfPrimaryKey() ? " key" : "")
                    + (column.getRemarks().isEmpty() ? "" : ": " + column.getRemarks()));
          }
          for (ForeignKey key : table.getImportedForeignKeys()) {
            System.out.println("  -> " + key.getReferencedTable().getName());
          }
          for (Index index : table.getIndexes()) {
            System.out.println("  index " + index.getName() + (index.isUnique() ? " unique" : ""));
          }
        }
      }
    }
  }
}
