package org.rhodb.shell.serve;

import org.apache.arrow.flight.NoOpSessionOptionValueVisitor;

/** Function from a session option's value to the text that SET takes. */
final class OptionText extends NoOpSessionOptionValueVisitor<String> {
  @Override
  public String visit(String value) {
    return value;
  }

  @Override
  public String visit(boolean value) {
    return Boolean.toString(value);
  }

  @Override
  public String visit(long value) {
    return Long.toString(value);
  }

  @Override
  public String visit(double value) {
    return Double.toString(value);
  }
}
