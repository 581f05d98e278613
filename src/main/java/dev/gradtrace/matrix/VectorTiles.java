package dev.gradtrace.matrix;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link VectorProducts} for registers of eight: two or four registers of rows of C by
 * several columns stay in registers while k runs over the whole depth. Each is written out, since
 * C2 does not keep an array of vectors in registers. A sum is the argument of the call that uses
 * it, not its receiver: C2 knows the class of an accumulator from a profile alone, and where that
 * says little allocates it.
 *
 * <p>Row r of the left factor at depth k is {@code a[a0 + k·lda + r]}, the second register of two
 * from {@code a1} on; column j of the right factor is {@code b[b0 + k·down + j·across]}.
 */
final class VectorTiles {

  private static final VectorSpecies<Double> SPECIES = VectorDescent.OCTET;

  private VectorTiles() {}

  /** Two registers by five columns; the right factor is not transposed. */
  static void tile2x5(
      double alpha,
      double[] a,
      int a0,
      int a1,
      int lda,
      double[] b,
      int b0,
      int across,
      int depth,
      double[] c,
      int c0,
      int c1,
      int ldc) {
    DoubleVector p0 = DoubleVector.zero(SPECIES);
    DoubleVector p1 = p0;
    DoubleVector p2 = p0;
    DoubleVector p3 = p0;
    DoubleVector p4 = p0;
    DoubleVector q0 = p0;
    DoubleVector q1 = p0;
    DoubleVector q2 = p0;
    DoubleVector q3 = p0;
    DoubleVector q4 = p0;
    int b1 = b0 + across;
    int b2 = b1 + across;
    int b3 = b2 + across;
    int b4 = b3 + across;
    for (int k = 0; k < depth; k++) {
      int left = k * lda;
      DoubleVector x = DoubleVector.fromArray(SPECIES, a, left + a0);
      DoubleVector y = DoubleVector.fromArray(SPECIES, a, left + a1);
      DoubleVector u = DoubleVector.broadcast(SPECIES, b[b0 + k]);
      p0 = x.fma(u, p0);
      q0 = y.fma(u, q0);
      u = DoubleVector.broadcast(SPECIES, b[b1 + k]);
      p1 = x.fma(u, p1);
      q1 = y.fma(u, q1);
      u = DoubleVector.broadcast(SPECIES, b[b2 + k]);
      p2 = x.fma(u, p2);
      q2 = y.fma(u, q2);
      u = DoubleVector.broadcast(SPECIES, b[b3 + k]);
      p3 = x.fma(u, p3);
      q3 = y.fma(u, q3);
      u = DoubleVector.broadcast(SPECIES, b[b4 + k]);
      p4 = x.fma(u, p4);
      q4 = y.fma(u, q4);
    }
    DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
    scale.mul(p0).intoArray(c, c0);
    scale.mul(q0).intoArray(c, c1);
    scale.mul(p1).intoArray(c, c0 + ldc);
    scale.mul(q1).intoArray(c, c1 + ldc);
    scale.mul(p2).intoArray(c, c0 + 2 * ldc);
    scale.mul(q2).intoArray(c, c1 + 2 * ldc);
    scale.mul(p3).intoArray(c, c0 + 3 * ldc);
    scale.mul(q3).intoArray(c, c1 + 3 * ldc);
    scale.mul(p4).intoArray(c, c0 + 4 * ldc);
    scale.mul(q4).intoArray(c, c1 + 4 * ldc);
  }

  /** Two registers by eight columns; the right factor is not transposed. */
  static void tile2x8(
      double alpha,
      double[] a,
      int a0,
      int a1,
      int lda,
      double[] b,
      int b0,
      int across,
      int depth,
      double[] c,
      int c0,
      int c1,
      int ldc) {
    DoubleVector p0 = DoubleVector.zero(SPECIES);
    DoubleVector p1 = p0;
    DoubleVector p2 = p0;
    DoubleVector p3 = p0;
    DoubleVector p4 = p0;
    DoubleVector p5 = p0;
    DoubleVector p6 = p0;
    DoubleVector p7 = p0;
    DoubleVector q0 = p0;
    DoubleVector q1 = p0;
    DoubleVector q2 = p0;
    DoubleVector q3 = p0;
    DoubleVector q4 = p0;
    DoubleVector q5 = p0;
    DoubleVector q6 = p0;
    DoubleVector q7 = p0;
    int b1 = b0 + across;
    int b2 = b1 + across;
    int b3 = b2 + across;
    int b4 = b3 + across;
    int b5 = b4 + across;
    int b6 = b5 + across;
    int b7 = b6 + across;
    for (int k = 0; k < depth; k++) {
      int left = k * lda;
      DoubleVector x = DoubleVector.fromArray(SPECIES, a, left + a0);
      DoubleVector y = DoubleVector.fromArray(SPECIES, a, left + a1);
      DoubleVector u = DoubleVector.broadcast(SPECIES, b[b0 + k]);
      p0 = x.fma(u, p0);
      q0 = y.fma(u, q0);
      u = DoubleVector.broadcast(SPECIES, b[b1 + k]);
      p1 = x.fma(u, p1);
      q1 = y.fma(u, q1);
      u = DoubleVector.broadcast(SPECIES, b[b2 + k]);
      p2 = x.fma(u, p2);
      q2 = y.fma(u, q2);
      u = DoubleVector.broadcast(SPECIES, b[b3 + k]);
      p3 = x.fma(u, p3);
      q3 = y.fma(u, q3);
      u = DoubleVector.broadcast(SPECIES, b[b4 + k]);
      p4 = x.fma(u, p4);
      q4 = y.fma(u, q4);
      u = DoubleVector.broadcast(SPECIES, b[b5 + k]);
      p5 = x.fma(u, p5);
      q5 = y.fma(u, q5);
      u = DoubleVector.broadcast(SPECIES, b[b6 + k]);
      p6 = x.fma(u, p6);
      q6 = y.fma(u, q6);
      u = DoubleVector.broadcast(SPECIES, b[b7 + k]);
      p7 = x.fma(u, p7);
      q7 = y.fma(u, q7);
    }
    DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
    scale.mul(p0).intoArray(c, c0);
    scale.mul(q0).intoArray(c, c1);
    scale.mul(p1).intoArray(c, c0 + ldc);
    scale.mul(q1).intoArray(c, c1 + ldc);
    scale.mul(p2).intoArray(c, c0 + 2 * ldc);
    scale.mul(q2).intoArray(c, c1 + 2 * ldc);
    scale.mul(p3).intoArray(c, c0 + 3 * ldc);
    scale.mul(q3).intoArray(c, c1 + 3 * ldc);
    scale.mul(p4).intoArray(c, c0 + 4 * ldc);
    scale.mul(q4).intoArray(c, c1 + 4 * ldc);
    scale.mul(p5).intoArray(c, c0 + 5 * ldc);
    scale.mul(q5).intoArray(c, c1 + 5 * ldc);
    scale.mul(p6).intoArray(c, c0 + 6 * ldc);
    scale.mul(q6).intoArray(c, c1 + 6 * ldc);
    scale.mul(p7).intoArray(c, c0 + 7 * ldc);
    scale.mul(q7).intoArray(c, c1 + 7 * ldc);
  }

  /** Two registers by eight columns; the right factor is transposed. */
  static void tile2x8Transposed(
      double alpha,
      double[] a,
      int a0,
      int a1,
      int lda,
      double[] b,
      int b0,
      int down,
      int depth,
      double[] c,
      int c0,
      int c1,
      int ldc) {
    DoubleVector p0 = DoubleVector.zero(SPECIES);
    DoubleVector p1 = p0;
    DoubleVector p2 = p0;
    DoubleVector p3 = p0;
    DoubleVector p4 = p0;
    DoubleVector p5 = p0;
    DoubleVector p6 = p0;
    DoubleVector p7 = p0;
    DoubleVector q0 = p0;
    DoubleVector q1 = p0;
    DoubleVector q2 = p0;
    DoubleVector q3 = p0;
    DoubleVector q4 = p0;
    DoubleVector q5 = p0;
    DoubleVector q6 = p0;
    DoubleVector q7 = p0;
    for (int k = 0; k < depth; k++) {
      int left = k * lda;
      int right = b0 + k * down;
      DoubleVector x = DoubleVector.fromArray(SPECIES, a, left + a0);
      DoubleVector y = DoubleVector.fromArray(SPECIES, a, left + a1);
      DoubleVector u = DoubleVector.broadcast(SPECIES, b[right]);
      p0 = x.fma(u, p0);
      q0 = y.fma(u, q0);
      u = DoubleVector.broadcast(SPECIES, b[right + 1]);
      p1 = x.fma(u, p1);
      q1 = y.fma(u, q1);
      u = DoubleVector.broadcast(SPECIES, b[right + 2]);
      p2 = x.fma(u, p2);
      q2 = y.fma(u, q2);
      u = DoubleVector.broadcast(SPECIES, b[right + 3]);
      p3 = x.fma(u, p3);
      q3 = y.fma(u, q3);
      u = DoubleVector.broadcast(SPECIES, b[right + 4]);
      p4 = x.fma(u, p4);
      q4 = y.fma(u, q4);
      u = DoubleVector.broadcast(SPECIES, b[right + 5]);
      p5 = x.fma(u, p5);
      q5 = y.fma(u, q5);
      u = DoubleVector.broadcast(SPECIES, b[right + 6]);
      p6 = x.fma(u, p6);
      q6 = y.fma(u, q6);
      u = DoubleVector.broadcast(SPECIES, b[right + 7]);
      p7 = x.fma(u, p7);
      q7 = y.fma(u, q7);
    }
    DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
    scale.mul(p0).intoArray(c, c0);
    scale.mul(q0).intoArray(c, c1);
    scale.mul(p1).intoArray(c, c0 + ldc);
    scale.mul(q1).intoArray(c, c1 + ldc);
    scale.mul(p2).intoArray(c, c0 + 2 * ldc);
    scale.mul(q2).intoArray(c, c1 + 2 * ldc);
    scale.mul(p3).intoArray(c, c0 + 3 * ldc);
    scale.mul(q3).intoArray(c, c1 + 3 * ldc);
    scale.mul(p4).intoArray(c, c0 + 4 * ldc);
    scale.mul(q4).intoArray(c, c1 + 4 * ldc);
    scale.mul(p5).intoArray(c, c0 + 5 * ldc);
    scale.mul(q5).intoArray(c, c1 + 5 * ldc);
    scale.mul(p6).intoArray(c, c0 + 6 * ldc);
    scale.mul(q6).intoArray(c, c1 + 6 * ldc);
    scale.mul(p7).intoArray(c, c0 + 7 * ldc);
    scale.mul(q7).intoArray(c, c1 + 7 * ldc);
  }

  /** Four registers by four columns. */
  static void tile4x4(
      double alpha,
      double[] a,
      int a0,
      int lda,
      double[] b,
      int b0,
      int across,
      int down,
      int depth,
      double[] c,
      int c0,
      int ldc) {
    DoubleVector p0 = DoubleVector.zero(SPECIES);
    DoubleVector p1 = p0;
    DoubleVector p2 = p0;
    DoubleVector p3 = p0;
    DoubleVector q0 = p0;
    DoubleVector q1 = p0;
    DoubleVector q2 = p0;
    DoubleVector q3 = p0;
    DoubleVector s0 = p0;
    DoubleVector s1 = p0;
    DoubleVector s2 = p0;
    DoubleVector s3 = p0;
    DoubleVector t0 = p0;
    DoubleVector t1 = p0;
    DoubleVector t2 = p0;
    DoubleVector t3 = p0;
    int across2 = 2 * across;
    int across3 = 3 * across;
    for (int k = 0; k < depth; k++) {
      int left = k * lda + a0;
      int right = b0 + k * down;
      DoubleVector x = DoubleVector.fromArray(SPECIES, a, left);
      DoubleVector y = DoubleVector.fromArray(SPECIES, a, left + 8);
      DoubleVector z = DoubleVector.fromArray(SPECIES, a, left + 16);
      DoubleVector w = DoubleVector.fromArray(SPECIES, a, left + 24);
      DoubleVector u = DoubleVector.broadcast(SPECIES, b[right]);
      p0 = x.fma(u, p0);
      q0 = y.fma(u, q0);
      s0 = z.fma(u, s0);
      t0 = w.fma(u, t0);
      u = DoubleVector.broadcast(SPECIES, b[right + across]);
      p1 = x.fma(u, p1);
      q1 = y.fma(u, q1);
      s1 = z.fma(u, s1);
      t1 = w.fma(u, t1);
      u = DoubleVector.broadcast(SPECIES, b[right + across2]);
      p2 = x.fma(u, p2);
      q2 = y.fma(u, q2);
      s2 = z.fma(u, s2);
      t2 = w.fma(u, t2);
      u = DoubleVector.broadcast(SPECIES, b[right + across3]);
      p3 = x.fma(u, p3);
      q3 = y.fma(u, q3);
      s3 = z.fma(u, s3);
      t3 = w.fma(u, t3);
    }
    DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
    scale.mul(p0).intoArray(c, c0);
    scale.mul(q0).intoArray(c, c0 + 8);
    scale.mul(s0).intoArray(c, c0 + 16);
    scale.mul(t0).intoArray(c, c0 + 24);
    scale.mul(p1).intoArray(c, c0 + ldc);
    scale.mul(q1).intoArray(c, c0 + ldc + 8);
    scale.mul(s1).intoArray(c, c0 + ldc + 16);
    scale.mul(t1).intoArray(c, c0 + ldc + 24);
    scale.mul(p2).intoArray(c, c0 + 2 * ldc);
    scale.mul(q2).intoArray(c, c0 + 2 * ldc + 8);
    scale.mul(s2).intoArray(c, c0 + 2 * ldc + 16);
    scale.mul(t2).intoArray(c, c0 + 2 * ldc + 24);
    scale.mul(p3).intoArray(c, c0 + 3 * ldc);
    scale.mul(q3).intoArray(c, c0 + 3 * ldc + 8);
    scale.mul(s3).intoArray(c, c0 + 3 * ldc + 16);
    scale.mul(t3).intoArray(c, c0 + 3 * ldc + 24);
  }

  /** Four registers by five columns. */
  static void tile4x5(
      double alpha,
      double[] a,
      int a0,
      int lda,
      double[] b,
      int b0,
      int across,
      int down,
      int depth,
      double[] c,
      int c0,
      int ldc) {
    DoubleVector p0 = DoubleVector.zero(SPECIES);
    DoubleVector p1 = p0;
    DoubleVector p2 = p0;
    DoubleVector p3 = p0;
    DoubleVector p4 = p0;
    DoubleVector q0 = p0;
    DoubleVector q1 = p0;
    DoubleVector q2 = p0;
    DoubleVector q3 = p0;
    DoubleVector q4 = p0;
    DoubleVector s0 = p0;
    DoubleVector s1 = p0;
    DoubleVector s2 = p0;
    DoubleVector s3 = p0;
    DoubleVector s4 = p0;
    DoubleVector t0 = p0;
    DoubleVector t1 = p0;
    DoubleVector t2 = p0;
    DoubleVector t3 = p0;
    DoubleVector t4 = p0;
    int across2 = 2 * across;
    int across3 = 3 * across;
    int across4 = 4 * across;
    for (int k = 0; k < depth; k++) {
      int left = k * lda + a0;
      int right = b0 + k * down;
      DoubleVector x = DoubleVector.fromArray(SPECIES, a, left);
      DoubleVector y = DoubleVector.fromArray(SPECIES, a, left + 8);
      DoubleVector z = DoubleVector.fromArray(SPECIES, a, left + 16);
      DoubleVector w = DoubleVector.fromArray(SPECIES, a, left + 24);
      DoubleVector u = DoubleVector.broadcast(SPECIES, b[right]);
      p0 = x.fma(u, p0);
      q0 = y.fma(u, q0);
      s0 = z.fma(u, s0);
      t0 = w.fma(u, t0);
      u = DoubleVector.broadcast(SPECIES, b[right + across]);
      p1 = x.fma(u, p1);
      q1 = y.fma(u, q1);
      s1 = z.fma(u, s1);
      t1 = w.fma(u, t1);
      u = DoubleVector.broadcast(SPECIES, b[right + across2]);
      p2 = x.fma(u, p2);
      q2 = y.fma(u, q2);
      s2 = z.fma(u, s2);
      t2 = w.fma(u, t2);
      u = DoubleVector.broadcast(SPECIES, b[right + across3]);
      p3 = x.fma(u, p3);
      q3 = y.fma(u, q3);
      s3 = z.fma(u, s3);
      t3 = w.fma(u, t3);
      u = DoubleVector.broadcast(SPECIES, b[right + across4]);
      p4 = x.fma(u, p4);
      q4 = y.fma(u, q4);
      s4 = z.fma(u, s4);
      t4 = w.fma(u, t4);
    }
    DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
    scale.mul(p0).intoArray(c, c0);
    scale.mul(q0).intoArray(c, c0 + 8);
    scale.mul(s0).intoArray(c, c0 + 16);
    scale.mul(t0).intoArray(c, c0 + 24);
    scale.mul(p1).intoArray(c, c0 + ldc);
    scale.mul(q1).intoArray(c, c0 + ldc + 8);
    scale.mul(s1).intoArray(c, c0 + ldc + 16);
    scale.mul(t1).intoArray(c, c0 + ldc + 24);
    scale.mul(p2).intoArray(c, c0 + 2 * ldc);
    scale.mul(q2).intoArray(c, c0 + 2 * ldc + 8);
    scale.mul(s2).intoArray(c, c0 + 2 * ldc + 16);
    scale.mul(t2).intoArray(c, c0 + 2 * ldc + 24);
    scale.mul(p3).intoArray(c, c0 + 3 * ldc);
    scale.mul(q3).intoArray(c, c0 + 3 * ldc + 8);
    scale.mul(s3).intoArray(c, c0 + 3 * ldc + 16);
    scale.mul(t3).intoArray(c, c0 + 3 * ldc + 24);
    scale.mul(p4).intoArray(c, c0 + 4 * ldc);
    scale.mul(q4).intoArray(c, c0 + 4 * ldc + 8);
    scale.mul(s4).intoArray(c, c0 + 4 * ldc + 16);
    scale.mul(t4).intoArray(c, c0 + 4 * ldc + 24);
  }
}
