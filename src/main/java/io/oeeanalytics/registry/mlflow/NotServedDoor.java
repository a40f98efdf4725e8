package io.oeeanalytics.registry.mlflow;

import io.oeeanalytics.registry.mlflow.MlflowError.Code;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rest of MLflow. */
@RestController
class NotServedDoor {
    @RequestMapping({"/api/2.0/**", "/api/3.0/mlflow/**"})
    Map<String, Object> answer(HttpServletRequest request) {
        var path = request.getRequestURI();
        if (path.contains("/mlflow/experiments/")
                || path.contains("/mlflow/runs/")
                || path.contains("/mlflow/metrics/")
                || path.contains("/mlflow/artifacts/")
                || path.contains("/mpu/")
                || path.startsWith("/api/3.0/")) {
            throw new MlflowError(
                    Code.NOT_IMPLEMENTED,
                    "Models, versions, aliases, tags and files are kept here, not experiments, runs or traces; %s %s is not served."
                            .formatted(request.getMethod(), path));
        }
        throw new MlflowError(
                Code.ENDPOINT_NOT_FOUND,
                "There is nothing for %s %s.".formatted(request.getMethod(), path));
    }
}
