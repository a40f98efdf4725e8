package io.oeeanalytics.forecast.method;

/**
 * The derivatives of a model without a season, carried along its recursion with every state in a
 * local variable: this loop is where an automatic fit spends its time, and arrays would cost it
 * half its speed. The five derivatives are by alpha (A), the share of beta in it (B), phi (P), the
 * first level (L) and the first slope (S); who lacks some of these parameters leaves their columns
 * out.
 */
final class EtsPlainSlopes {
    static final int ALPHA = 0;
    static final int SHARE = 1;
    static final int PHI = 2;
    static final int LEVEL = 3;
    static final int SLOPE = 4;

    private static final int COLUMNS = 5;

    private final double[] products = new double[COLUMNS * COLUMNS];
    private final double[] errorProducts = new double[COLUMNS];
    private final double[] relativeSlopes = new double[COLUMNS];
    private double logs;

    /** The sum of the logarithms of all forecasts; of a relative model only. */
    double logs() {
        return logs;
    }

    /** The entry of J'J for two of the five columns, the first not before the second. */
    double product(int row, int column) {
        return products[row * COLUMNS + column];
    }

    /** The entry of J'r. */
    double errorProduct(int column) {
        return errorProducts[column];
    }

    /** The sum of the derivatives of the logarithms of all forecasts; of a relative model only. */
    double relativeSlope(int column) {
        return relativeSlopes[column];
    }

    /** One run: the sum of squared errors, infinite if a relative one has no meaning. */
    double squares(
            double[] values,
            boolean relative,
            double alpha,
            double share,
            double beta,
            double phi,
            double firstLevel,
            double firstSlope) {
        double moved = alpha - EtsRecursion.LEAST;
        double keep = 1 - alpha;
        double level = firstLevel;
        double slope = firstSlope;
        double levelA = 0;
        double levelB = 0;
        double levelP = 0;
        double levelL = 1;
        double levelS = 0;
        double slopeA = 0;
        double slopeB = 0;
        double slopeP = 0;
        double slopeL = 0;
        double slopeS = 1;
        double errorA = 0;
        double errorB = 0;
        double errorP = 0;
        double errorL = 0;
        double errorS = 0;
        double meanA = 0;
        double meanB = 0;
        double meanP = 0;
        double meanL = 0;
        double meanS = 0;
        double pAA = 0;
        double pBA = 0;
        double pBB = 0;
        double pPA = 0;
        double pPB = 0;
        double pPP = 0;
        double pLA = 0;
        double pLB = 0;
        double pLP = 0;
        double pLL = 0;
        double pSA = 0;
        double pSB = 0;
        double pSP = 0;
        double pSL = 0;
        double pSS = 0;
        double squares = 0;
        double sumOfLogs = 0;
        double product = 1;
        for (double value : values) {
            double growth = phi * slope;
            double forecast = level + growth;
            double error = value - forecast;
            double growthA = phi * slopeA;
            double growthB = phi * slopeB;
            double growthP = phi * slopeP + slope;
            double growthL = phi * slopeL;
            double growthS = phi * slopeS;
            double fA = levelA + growthA;
            double fB = levelB + growthB;
            double fP = levelP + growthP;
            double fL = levelL + growthL;
            double fS = levelS + growthS;
            level = forecast + alpha * error;
            slope = growth + beta * error;
            levelA = keep * fA + error;
            levelB = keep * fB;
            levelP = keep * fP;
            levelL = keep * fL;
            levelS = keep * fS;
            slopeA = growthA - beta * fA + share * error;
            slopeB = growthB - beta * fB + moved * error;
            slopeP = growthP - beta * fP;
            slopeL = growthL - beta * fL;
            slopeS = growthS - beta * fS;
            if (relative) {
                if (!(forecast > EtsRecursion.LEAST_FORECAST)) {
                    return Double.POSITIVE_INFINITY;
                }
                product *= forecast;
                if (product < EtsRecursion.SMALL_PRODUCT || product > EtsRecursion.LARGE_PRODUCT) {
                    sumOfLogs += Math.log(product);
                    product = 1;
                }
                double inverse = 1 / forecast;
                double factor = value * inverse * inverse;
                error *= inverse;
                meanA += fA * inverse;
                meanB += fB * inverse;
                meanP += fP * inverse;
                meanL += fL * inverse;
                meanS += fS * inverse;
                fA *= factor;
                fB *= factor;
                fP *= factor;
                fL *= factor;
                fS *= factor;
            }
            squares += error * error;
            errorA -= error * fA;
            errorB -= error * fB;
            errorP -= error * fP;
            errorL -= error * fL;
            errorS -= error * fS;
            pAA += fA * fA;
            pBA += fB * fA;
            pBB += fB * fB;
            pPA += fP * fA;
            pPB += fP * fB;
            pPP += fP * fP;
            pLA += fL * fA;
            pLB += fL * fB;
            pLP += fL * fP;
            pLL += fL * fL;
            pSA += fS * fA;
            pSB += fS * fB;
            pSP += fS * fP;
            pSL += fS * fL;
            pSS += fS * fS;
        }
        logs = sumOfLogs + Math.log(product);
        keepColumn(ALPHA, errorA, meanA);
        keepColumn(SHARE, errorB, meanB);
        keepColumn(PHI, errorP, meanP);
        keepColumn(LEVEL, errorL, meanL);
        keepColumn(SLOPE, errorS, meanS);
        keepRow(ALPHA, pAA);
        keepRow(SHARE, pBA, pBB);
        keepRow(PHI, pPA, pPB, pPP);
        keepRow(LEVEL, pLA, pLB, pLP, pLL);
        keepRow(SLOPE, pSA, pSB, pSP, pSL, pSS);
        return squares;
    }

    private void keepColumn(int column, double errorProduct, double relativeSlope) {
        errorProducts[column] = errorProduct;
        relativeSlopes[column] = relativeSlope;
    }

    private void keepRow(int row, double... entries) {
        System.arraycopy(entries, 0, products, row * COLUMNS, entries.length);
    }
}
