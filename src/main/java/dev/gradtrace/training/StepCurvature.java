package dev.gradtrace.training;

import dev.gradtrace.gradient.curvature.Curvature;

/**
 * The curvature before the update of a step, on its mini-batch with its masks, l2 included.
 *
 * @param step number of the step, from 1
 * @param learningRate η of the step
 */
public record StepCurvature(long step, double learningRate, Curvature curvature)
    implements TrainingEvent {}
