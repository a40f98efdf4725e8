/** The files that production is installed from. */
package io.oeeanalytics.deployment;
