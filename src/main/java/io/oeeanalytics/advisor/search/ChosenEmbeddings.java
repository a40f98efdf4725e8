package io.oeeanalytics.advisor.search;

import dev.langchain4j.model.embedding.EmbeddingModel;

/**
 * An embedding model that is asked for by setting, in place of the one in process.
 *
 * @param name kept beside each vector it makes, with all that makes its vectors others than before
 */
public record ChosenEmbeddings(String name, EmbeddingModel model) {}
