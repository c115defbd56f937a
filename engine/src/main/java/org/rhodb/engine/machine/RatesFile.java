package org.rhodb.engine.machine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.rhodb.engine.execute.DeviceRates;
import org.rhodb.engine.settings.UserHome;

/**
 * The rates that were measured on a user's machines, in a properties file; one entry a device,
 * number of threads and processor, so that machines may share a home folder.
 *
 * <p>Rates choose plans and never change results: whatever is wrong with the file, assumed rates
 * take its place and the problem is told.
 */
public final class RatesFile {
  private static final String MEASURED = "measured";

  /** Room for many machines; a file beyond it is not ours. */
  private static final long BYTES_MAX = 1 << 20;

  private final Path path;

  /** Names a file, which need not exist. */
  public RatesFile(Path path) {
    this.path = requireNonNull(path, "path is null");
  }

  /** Returns the user's own file: in the folder {@code RHODB_HOME}, or {@code ~/.rhodb}. */
  public static Path ofUser(Map<String, String> environment) {
    String home = environment.getOrDefault("RHODB_HOME", "");
    Path folder = home.isEmpty() ? UserHome.of(environment).resolve(".rhodb") : Path.of(home);
    return folder.resolve("rates.properties").toAbsolutePath();
  }

  /**
   * What is known of a device.
   *
   * @param rates measured, or assumed
   * @param measured when; empty: the rates are assumed
   * @param problem why measured rates could not be read; empty: there is none
   */
  public record Found(DeviceRates rates, Optional<Instant> measured, String problem) {
    /** What is assumed where nothing is known of the machine: the same on every one. */
    public static final Found ANYWHERE = new Found(DeviceRates.DEFAULTS, Optional.empty(), "");

    private static Found assumed(Place place, String problem) {
      return new Found(
          DeviceRates.assumed(place.device, place.threads, place.processor.features()),
          Optional.empty(),
          problem);
    }

    /** Returns where the rates come from, in a line. */
    public String describe() {
      if (measured.isPresent()) {
        return "rates: measured " + measured.get();
      }
      String why = problem.isEmpty() ? "" : " (" + problem + ")";
      return "rates: assumed" + why + "; rhodb doctor --measure measures them";
    }
  }

  /**
   * Where rates hold.
   *
   * @param device {@code cpu} or {@code cuda:n}
   * @param threads threads of one operation
   * @param processor whose threads they are, or which feeds the device
   */
  public record Place(String device, int threads, Processor processor) {
    /** Returns a place on this machine. */
    public static Place here(String device, int threads) {
      String name = device.strip().toLowerCase(Locale.ROOT);
      return new Place(name.equals("cuda") ? "cuda:0" : name, threads, Processor.here());
    }

    private String key(String rate) {
      return device + "/" + threads + "/" + processor.model() + "/" + rate;
    }
  }

  /** Returns the rates of a place; never fails. */
  public Found read(Place place) {
    if (Files.notExists(path)) {
      return Found.assumed(place, "");
    }
    Properties all = new Properties();
    try {
      load(all);
      String measured = all.getProperty(place.key(MEASURED));
      if (measured == null) {
        return Found.assumed(place, "");
      }
      return new Found(rates(place, all), Optional.of(Instant.parse(measured)), "");
    } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
      return Found.assumed(place, path.getFileName() + " cannot be read: " + e.getMessage());
    }
  }

  private void load(Properties all) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) > BYTES_MAX) {
      throw new IOException("it is not a file of rates");
    }
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      all.load(reader);
    }
  }

  private static DeviceRates rates(Place place, Properties all) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String name : byName(DeviceRates.DEFAULTS).keySet()) {
      String text = all.getProperty(place.key(name));
      if (text == null) {
        throw new IllegalArgumentException("'" + name + "' is missing");
      }
      try {
        values.put(name, Double.parseDouble(text));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("'" + name + "' is '" + text + "', not a number", e);
      }
    }
    return new DeviceRates(
        values.get("product"),
        values.get("int8_product"),
        values.get("bfloat16_product"),
        values.get("forward"),
        values.get("activate"),
        values.get("fill"),
        values.get("round"),
        values.get("sketch"),
        values.get("compare"),
        values.get("transpose"),
        values.get("pair"),
        values.get("read"),
        values.get("hold"));
  }

  /** Returns rates by the names they have in the file; each is something a second. */
  static Map<String, Double> byName(DeviceRates rates) {
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("product", rates.product());
    all.put("int8_product", rates.int8Product());
    all.put("bfloat16_product", rates.bfloat16Product());
    all.put("forward", rates.forward());
    all.put("activate", rates.activate());
    all.put("fill", rates.fill());
    all.put("round", rates.round());
    all.put("sketch", rates.sketch());
    all.put("compare", rates.compare());
    all.put("transpose", rates.transpose());
    all.put("pair", rates.pair());
    all.put("read", rates.read());
    all.put("hold", rates.hold());
    return all;
  }

  /**
   * Keeps the rates of a place, and those of others that are there. A damaged file is replaced.
   *
   * @throws IOException if the folder or the file cannot be written
   */
  public void write(Place place, DeviceRates rates, Instant measured) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    synchronized (RatesFile.class) {
      try (FileChannel lock =
          FileChannel.open(
              folder.resolve(path.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        lock.lock(); // closing the channel releases it
        Properties all = new Properties();
        if (Files.exists(path)) {
          try {
            load(all);
          } catch (IOException | IllegalArgumentException e) {
            all.clear(); // what cannot be read is of no use to anyone
          }
        }
        byName(rates).forEach((name, rate) -> all.setProperty(place.key(name), rate.toString()));
        all.setProperty(place.key(MEASURED), measured.toString());
        replace(folder, all);
      }
    }
  }

  private void replace(Path folder, Properties all) throws IOException {
    Path temporary = Files.createTempFile(folder, "rates", ".tmp");
    try {
      try (Writer writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
        all.store(writer, "rates of devices, kept by rhodb doctor --measure");
      }
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
