/**
 * The registry in the words of MLflow, so that its clients work against it: the REST protocol of
 * MLflow's model registry and of its artifact proxy. Experiments and runs are not served.
 */
@NullMarked
package io.oeeanalytics.registry.mlflow;

import org.jspecify.annotations.NullMarked;
