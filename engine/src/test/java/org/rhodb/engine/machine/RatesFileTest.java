package org.rhodb.engine.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rhodb.engine.execute.DeviceRates;

class RatesFileTest {
  private static final Set<String> ALL_FEATURES = Set.of("avx512f", "avx512_vnni", "avx512_bf16");
  private static final RatesFile.Place PLACE =
      new RatesFile.Place("cpu", 2, new Processor("Model = 7: #1 é", ALL_FEATURES));
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final DeviceRates RATES =
      new DeviceRates(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 9.5e99);

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("deep").resolve("rates.properties");
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    new RatesFile(path()).write(PLACE, RATES, NOW);
    RatesFile.Found found = new RatesFile(path()).read(PLACE);
    assertEquals(RATES, found.rates());
    assertEquals("rates: measured 2026-01-02T03:04:05Z", found.describe());
  }

  @Test
  void keepsDevicesThreadsAndProcessorsApart() throws IOException {
    RatesFile file = new RatesFile(path());
    file.write(PLACE, RATES, NOW);
    RatesFile.Place other = new RatesFile.Place("cuda:0", 2, PLACE.processor());
    file.write(other, DeviceRates.DEFAULTS, NOW);
    assertEquals(RATES, file.read(PLACE).rates());
    assertEquals(DeviceRates.DEFAULTS, file.read(other).rates());
    for (RatesFile.Place unknown :
        List.of(
            new RatesFile.Place("cpu", 3, PLACE.processor()),
            new RatesFile.Place("cpu", 2, new Processor("another", Set.of())))) {
      assertTrue(file.read(unknown).measured().isEmpty());
    }
  }

  @Test
  void assumesRatesWithoutAFile() {
    RatesFile.Found found = new RatesFile(path()).read(PLACE);
    assertEquals(DeviceRates.DEFAULTS, found.rates());
    assertEquals("rates: assumed; rhodb doctor --measure measures them", found.describe());
  }

  @Test
  void assumesShortTypesFastOnlyWhereTheProcessorHasThem() {
    DeviceRates old = DeviceRates.assumed("cpu", 2, Set.of("avx2", "fma"));
    assertTrue(old.int8Product() < old.product() && old.bfloat16Product() < old.product());
    DeviceRates vnni = DeviceRates.assumed("cpu", 4, Set.of("avx512f", "avx512_vnni"));
    assertTrue(vnni.int8Product() > vnni.product() && vnni.bfloat16Product() < vnni.product());
    assertEquals(2 * DeviceRates.DEFAULTS.product(), vnni.product());
    DeviceRates card = DeviceRates.assumed("cuda:0", 2, Set.of());
    assertTrue(card.bfloat16Product() > card.product() && card.int8Product() < card.product());
  }

  @Test
  void assumesRatesAndSaysWhyWhereTheFileIsDamaged() throws IOException {
    RatesFile file = new RatesFile(path());
    file.write(PLACE, RATES, NOW);
    String good = Files.readString(path());
    for (String bad :
        List.of(
            good.replace("1.0", "fast"),
            good.replace("1.0", "-1"),
            good.replace("1.0", "NaN"),
            good.replace("/product=", "/nothing="),
            good.replace("2026-01", "2026-13"),
            good + "x=\\u12",
            good + "x".repeat(1 << 20))) {
      Files.writeString(path(), bad);
      RatesFile.Found found = file.read(PLACE);
      assertEquals(DeviceRates.DEFAULTS, found.rates());
      assertTrue(found.describe().contains("cannot be read"), found.describe());
    }
    Files.write(path(), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertEquals(DeviceRates.DEFAULTS, file.read(PLACE).rates());
  }

  @Test
  void replacesADamagedFile() throws IOException {
    Files.createDirectories(path().getParent());
    Files.writeString(path(), "x=\\u12");
    new RatesFile(path()).write(PLACE, RATES, NOW);
    assertEquals(RATES, new RatesFile(path()).read(PLACE).rates());
  }

  @Test
  void assumesRatesWhereAFolderStandsInTheWay() throws IOException {
    Files.createDirectories(path());
    RatesFile.Found found = new RatesFile(path()).read(PLACE);
    assertTrue(found.describe().contains("not a file of rates"), found.describe());
    Files.writeString(path().resolve("full"), "");
    assertThrows(IOException.class, () -> new RatesFile(path()).write(PLACE, RATES, NOW));
  }

  @Test
  void keepsWhatManyWriteAtOnce() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        RatesFile.Place place = new RatesFile.Place("cpu", i, PLACE.processor());
        all.add(
            writers.submit(
                () -> {
                  new RatesFile(path()).write(place, RATES, NOW);
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      writers.shutdown();
    }
    for (int i = 0; i < 24; i++) {
      assertEquals(
          RATES,
          new RatesFile(path()).read(new RatesFile.Place("cpu", i, PLACE.processor())).rates());
    }
    try (var files = Files.list(path().getParent())) {
      assertEquals(2, files.count()); // the file and its lock
    }
  }

  @Test
  void liesInTheFolderTheUserNames() {
    assertEquals(
        folder.resolve("rates.properties"),
        RatesFile.ofUser(Map.of("RHODB_HOME", folder.toString())));
    assertEquals(
        folder.resolve(".rhodb").resolve("rates.properties"),
        RatesFile.ofUser(Map.of("HOME", folder.toString())));
    assertTrue(RatesFile.ofUser(Map.of()).endsWith(Path.of(".rhodb", "rates.properties")));
  }
}
