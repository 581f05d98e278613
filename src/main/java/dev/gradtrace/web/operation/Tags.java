package dev.gradtrace.web.operation;

/** Groups of operations in the OpenAPI document, in the order in which a newcomer needs them. */
public final class Tags {

  public static final String LOOK = "Look";
  public static final String DATA = "Data";
  public static final String TRAIN = "Train";
  public static final String COMPARE = "Compare";
  public static final String DIAGNOSE = "Diagnose";

  private Tags() {}
}
