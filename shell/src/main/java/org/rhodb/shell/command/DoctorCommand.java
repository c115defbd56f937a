package org.rhodb.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rhodb.engine.Diagnosis;
import org.rhodb.engine.error.QueryException;
import org.rhodb.engine.machine.Finding;
import org.rhodb.engine.machine.RateMeasurement;
import org.rhodb.engine.machine.RatesFile;
import org.rhodb.engine.settings.Setting;
import org.rhodb.engine.settings.Settings;
import org.rhodb.shell.help.HelpText;
import org.rhodb.shell.profile.Profile;
import org.rhodb.shell.profile.ProfileFile;
import org.rhodb.shell.session.ExitCode;
import org.rhodb.shell.session.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is there: versions, memory, natives, device, and the rate it multiplies at. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "versions, memory, natives, device and its measured rate")
public final class DoctorCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final String version;

  @Option(names = "--device", paramLabel = "NAME", description = "cpu (default), cuda or cuda:N")
  private String device = "cpu";

  @Option(names = "--profile", paramLabel = "NAME", description = "the profile to look at")
  private @Nullable String profileName;

  @Option(
      names = "--measure",
      description = "measure the rates plans are chosen by, in seconds, and keep them")
  private boolean isMeasuring;

  /** Creates the command. */
  public DoctorCommand(Surroundings surroundings, String version) {
    this.surroundings = surroundings;
    this.version = version;
  }

  @Override
  public Integer call() throws IOException {
    print("rhodb", version);
    String home = System.getProperty("user.home", ""); // DJL does not know HOME
    String cache = surroundings.environment().getOrDefault("DJL_CACHE_DIR", "");
    print("natives", (cache.isEmpty() ? Path.of(home, ".djl.ai") : Path.of(cache)).toString());
    boolean isConfigured = printProfile();
    Settings settings = Settings.DEFAULTS.with(Setting.DEVICE, device);
    Path rates = RatesFile.ofUser(surroundings.environment());
    List<Finding> findings = new ArrayList<>(Diagnosis.examine(settings, rates));
    boolean isUsable = findings.stream().allMatch(Finding::isGood);
    for (Finding finding : findings) {
      if (!isMeasuring || !finding.name().equals("rates")) { // those of before
        print(finding.name(), finding.value());
      }
    }
    boolean isGood = isUsable && isConfigured;
    if (isMeasuring && isUsable) {
      for (Finding finding : RateMeasurement.measure(settings, rates)) {
        print(finding.name(), finding.value());
        isGood &= finding.isGood();
      }
    }
    return isGood ? ExitCode.OK : ExitCode.QUERY_FAILED;
  }

  /** Says which profile the shell starts with, or what is wrong with the file. */
  private boolean printProfile() throws IOException {
    ProfileFile file = ProfileFile.of(surroundings);
    try {
      Profile profile = file.profile(Optional.ofNullable(profileName));
      String state =
          !file.exists()
              ? " (not there)"
              : profile.name().isEmpty() ? ", no profile in force" : ", profile " + profile.name();
      print("configuration", file.path() + state);
      return true;
    } catch (QueryException e) {
      print("configuration", file.path() + ", refused");
      surroundings.errors().write(file.report(e, false));
      surroundings.errors().flush();
      return false;
    }
  }

  private void print(String name, String value) throws IOException {
    surroundings.output().write(HelpText.entry(name, value));
    surroundings.output().flush();
  }
}
