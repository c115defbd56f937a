package org.rhodb.engine.arrow;

/** Number formats of stored matrices. */
public enum MatrixType {
  /** IEEE half: 11 significant bits, largest 65,504. */
  FLOAT16(2),
  /** IEEE single. */
  FLOAT32(4),
  /** IEEE double. */
  FLOAT64(8);

  private final int bytes;

  MatrixType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the bytes of one number. */
  public int bytes() {
    return bytes;
  }
}
