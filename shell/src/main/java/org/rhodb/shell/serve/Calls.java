package org.rhodb.shell.serve;

import org.apache.arrow.flight.FlightProducer.StreamListener;

/** Gives a call its one answer, or the error it ends with. */
final class Calls {
  private Calls() {}

  /** Something that answers a call. */
  interface Answer<T> {
    T get();
  }

  /** Answers with one value. */
  static <T> void answer(StreamListener<T> listener, String script, Answer<T> answer) {
    T value;
    try {
      value = answer.get();
    } catch (Throwable e) {
      listener.onError(FlightErrors.of(e, script));
      return;
    }
    listener.onNext(value);
    listener.onCompleted();
  }

  /** Answers with nothing but the end. */
  static <T> void complete(StreamListener<T> listener, Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      listener.onError(FlightErrors.of(e, ""));
      return;
    }
    listener.onCompleted();
  }

  /** Returns a value, or throws the error as clients see it. */
  static <T> T value(String script, Answer<T> answer) {
    try {
      return answer.get();
    } catch (Throwable e) {
      throw FlightErrors.of(e, script);
    }
  }
}
