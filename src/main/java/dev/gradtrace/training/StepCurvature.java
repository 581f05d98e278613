package dev.gradtrace.training;

import dev.gradtrace.gradient.curvature.Curvature;

/**
 * The curvature before the update of a step, on its mini-batch with its dropout masks, including
 * the l2 penalty.
 *
 * @param step number of the step, from 1
 * @param learningRate η of the step
 */
public record StepCurvature(long step, double learningRate, Curvature curvature)
    implements TrainingEvent {}
