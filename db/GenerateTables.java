import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/**
 * Writes jOOQ's tables from the migrations: starts a throw-away PostgreSQL, migrates it, reads its catalogue. Does
 * nothing while the migrations are those of the last run.
 */
public class GenerateTables {
    public static void main(String[] arguments) throws Exception {
        var migrations = Path.of(arguments[0]);
        var target = Path.of(arguments[1]);
        var stamp = target.resolve("migrations.sha256");
        var digest = digest(migrations);
        if (Files.exists(stamp) && Files.readString(stamp).equals(digest)) {
            return;
        }
        try (var postgres = EmbeddedPostgres.start()) {
            Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .locations("filesystem:" + migrations)
                    .load()
                    .migrate();
            GenerationTool.generate(new Configuration()
                    .withJdbc(new Jdbc()
                            .withUrl(postgres.getJdbcUrl("postgres", "postgres")))
                    .withGenerator(new Generator()
                            .withDatabase(new Database()
                                    .withName("org.jooq.meta.postgres.PostgresDatabase")
                                    .withIncludes("(identity|plant|production|oee|registry|forecast|demo|ops|advisor)\\..*")
                                    .withExcludes("flyway_schema_history"))
                            .withGenerate(new Generate().withRoutines(false))
                            .withTarget(new Target()
                                    .withPackageName("io.oeeanalytics.db")
                                    .withDirectory(target.toString()))));
        }
        Files.writeString(stamp, digest);
    }

    private static String digest(Path migrations) throws Exception {
        var sha256 = MessageDigest.getInstance("SHA-256");
        try (var files = Files.list(migrations)) {
            for (var file : files.sorted().toList()) {
                sha256.update(file.getFileName().toString().getBytes("UTF-8"));
                sha256.update(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the migrations in " + migrations + " cannot be read", e);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
