package org.rhodb.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rhodb.engine.error.ErrorCode;
import org.rhodb.engine.settings.Setting;

class HelpTopicsTest {

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void explainsEveryErrorCode(ErrorCode code) {
    assertThat(HelpTopics.find(code.name()).orElseThrow().lines().toList())
        .hasSize(3)
        .allMatch(line -> !line.isBlank())
        .noneMatch(line -> line.contains("*"));
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void explainsEverySetting(Setting setting) {
    assertThat(HelpTopics.find(setting.key())).hasValueSatisfying(t -> assertThat(t).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CORRELATE MODELS",
        "universal neurons",
        "Persist",
        "ablate",
        "activations",
        "create model",
        "corpora",
        "show",
        "describe",
        "ingest",
        "explain",
        "settings",
        "errors",
        "sql",
        "serve"
      })
  void explainsEveryStatement(String topic) {
    assertThat(HelpTopics.find(topic)).hasValueSatisfying(t -> assertThat(t).isNotBlank());
  }
}
