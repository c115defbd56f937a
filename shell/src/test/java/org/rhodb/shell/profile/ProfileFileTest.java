package org.rhodb.shell.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rhodb.engine.error.QueryException;
import org.rhodb.shell.help.HelpText;
import org.rhodb.shell.session.Pager;
import org.rhodb.shell.session.Screen;
import org.rhodb.shell.session.Surroundings;

class ProfileFileTest {
  private static final String CONFIG =
      """
      # what I work with
      profile: laptop
      profiles:
        laptop:
          database: ~/study.rhodb
          mode: markdown
          pager: off
          color: false
          settings:
            threads: 2
            memory_limit: 4GB
        gpu:
          database: big/study.rhodb
          timer: false
          settings:
            device: cuda
      """;

  @TempDir private Path folder;

  private ProfileFile file(String text) throws IOException {
    if (!text.isEmpty()) {
      Files.writeString(folder.resolve("config"), text);
    }
    return ProfileFile.of(
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            new StringWriter(),
            OutputStream.nullOutputStream(),
            new StringWriter(),
            false,
            false,
            false,
            Screen.UNKNOWN,
            Map.of("RHODB_HOME", folder.toString(), "HOME", "/home/me"),
            folder,
            Optional.empty()));
  }

  @Test
  void readsTheProfileInForce() throws IOException {
    Profile profile = file(CONFIG).profile(Optional.empty());
    assertThat(profile.name()).isEqualTo("laptop");
    assertThat(profile.database()).contains(Path.of("/home/me/study.rhodb"));
    assertThat(profile.mode().orElseThrow().name()).isEqualTo("markdown");
    assertThat(profile.pager()).contains(Pager.Mode.OFF);
    assertThat(profile.color()).contains(false);
    assertThat(profile.timer()).isEmpty();
    assertThat(profile.settings())
        .containsOnly(Map.entry("threads", "2"), Map.entry("memory_limit", "4GB"));
  }

  @Test
  void readsAProfileByName() throws IOException {
    Profile profile = file(CONFIG).profile(Optional.of("gpu"));
    assertThat(profile.database()).contains(folder.resolve("big/study.rhodb"));
    assertThat(profile.settings()).containsOnly(Map.entry("device", "cuda"));
    assertThat(profile.timer()).contains(false);
  }

  @Test
  void isExplainedInHelp() throws IOException {
    try (InputStream text = HelpText.class.getResourceAsStream("text/profile.txt")) {
      String help = new String(text.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(ProfileFile.KEYS).allMatch(key -> help.contains(key + ":"));
    }
  }

  @Test
  void needsNoFile() throws IOException {
    assertThat(file("").profile(Optional.empty())).isEqualTo(Profile.NONE);
    assertThatThrownBy(() -> file("").profile(Optional.of("gpu")))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("no profile 'gpu'")
        .hasMessageContaining("config");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "profile: laptop|profil: laptop|2:1|unknown key 'profil' in the configuration|did you mean 'profile'?",
        "pager: off|pagers: off|7:5|unknown key 'pagers' in laptop|did you mean 'pager'?",
        "pager: off|pager: sometimes|7:12|takes on, off, auto; found 'sometimes'|``",
        "mode: markdown|mode: xml|6:11|takes box, csv|``",
        "color: false|color: blue|8:12|takes true, false; found 'blue'|``",
        "threads: 2|thread: 2|10:7|unknown key 'thread' in settings|did you mean 'threads'?",
        "threads: 2|threads: many|10:16|threads|``",
        "profile: laptop|profile: desktop|2:10|no profile 'desktop'|profiles: laptop, gpu",
        "profile: laptop|profile: [|4:9|the configuration is not YAML|``",
      })
  void refusesWhatIsWrongAtItsPlace(
      String right, String wrong, String place, String message, String hint) throws IOException {
    ProfileFile file = file(CONFIG.replace(right, wrong));
    assertThatThrownBy(() -> file.profile(Optional.empty()))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.getMessage()).contains(message);
              assertThat(e.hint()).contains(hint);
              assertThat(file.report(e, false))
                  .startsWith(file.path() + "\nerror S106 at " + place + ":")
                  .contains("^");
            });
  }

  @Test
  void refusesAProfileThatIsNotThere() throws IOException {
    ProfileFile file = file(CONFIG);
    assertThatThrownBy(() -> file.profile(Optional.of("gpus")))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.hint()).contains("did you mean 'gpu'?"));
  }
}
