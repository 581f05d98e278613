package dev.gradtrace.contract.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Writes NaN and infinities as null, since JSON has neither. */
public final class NullForNonFinite {

  private NullForNonFinite() {}

  /** The Jackson module for numbers and arrays of them. */
  public static SimpleModule module() {
    SimpleModule module = new SimpleModule("non-finite numbers are null");
    module.addSerializer(Double.class, new One());
    module.addSerializer(double.class, new One());
    module.addSerializer(double[].class, new Many());
    return module;
  }

  private static void write(double value, JsonGenerator json) {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  private static final class One extends ValueSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      write(value, json);
    }
  }

  private static final class Many extends ValueSerializer<double[]> {
    @Override
    public void serialize(double[] values, JsonGenerator json, SerializationContext context) {
      json.writeStartArray(values, values.length);
      for (double value : values) {
        write(value, json);
      }
      json.writeEndArray();
    }
  }
}
