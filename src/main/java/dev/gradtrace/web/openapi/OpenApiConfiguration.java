package dev.gradtrace.web.openapi;

import dev.gradtrace.access.Caller;
import dev.gradtrace.web.access.Access;
import dev.gradtrace.web.access.Presence;
import dev.gradtrace.web.media.ModelBody;
import dev.gradtrace.web.operation.Tags;
import dev.gradtrace.web.query.QueryParameters;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** Configures the OpenAPI document. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  // Arguments of handler methods that are not parameters of the request.
  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, Presence.class);
  }

  @Bean
  OpenAPI document(ObjectProvider<BuildProperties> build) throws IOException {
    BuildProperties properties = build.getIfAvailable();
    return new OpenAPI()
        .components(new Components())
        .servers(List.of(new Server().url("/")))
        .info(
            new Info()
                .title("Gradtrace")
                .version(properties == null ? "development" : properties.getVersion())
                .description(
                    new ClassPathResource("tour.md", OpenApiConfiguration.class)
                        .getContentAsString(StandardCharsets.UTF_8))
                .contact(new Contact().name("Gradtrace"))
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .tags(
            List.of(
                new Tag()
                    .name(Tags.LOOK)
                    .description("Nothing is trained, the answer comes at once."),
                new Tag().name(Tags.DATA).description("What networks learn from."),
                new Tag()
                    .name(Tags.TRAIN)
                    .description("Jobs in the background, and what they recorded."),
                new Tag()
                    .name(Tags.COMPARE)
                    .description("Grids of jobs that differ in what a question is about."),
                new Tag()
                    .name(Tags.DIAGNOSE)
                    .description("Why a network does not train, and what to change.")));
  }

  /** Makes the schemas of this project's records; other types are left to the next converter. */
  @Bean
  ModelConverter records() {
    return (annotated, context, chain) -> {
      var record = RecordSchemas.record(annotated.getType());
      if (record == null) {
        return chain.hasNext() ? chain.next().resolve(annotated, context, chain) : null;
      }
      if (record == ModelBody.class) {
        return SchemaForms.typed("string").format("binary");
      }
      return new RecordSchemas(
              new RecordSchemas.Sink() {
                @Override
                public boolean isNew(String name) {
                  return !context.getDefinedModels().containsKey(name);
                }

                @Override
                public void define(String name, Schema<?> schema) {
                  context.defineModel(name, schema);
                }
              })
          .of(record);
    };
  }

  @Bean
  ErrorResponses errors() {
    return new ErrorResponses();
  }

  @Bean
  OperationCustomizer settledAnswers() {
    return new SettledAnswers();
  }

  @Bean
  OpenApiCustomizer tokens(Access access) {
    return new TokenResponses(access.tokens());
  }

  @Bean
  OperationCustomizer createdAnswers() {
    return new CreatedAnswers();
  }

  @Bean
  OpenApiCustomizer observedOperations() {
    return new ObservedOperations();
  }

  @Bean
  OpenApiCustomizer patchBodies() {
    return new PatchBodies();
  }

  @Bean
  OpenApiCustomizer textAnswers() {
    return new TextAnswers();
  }

  @Bean
  ParameterSchemas parameters(QueryParameters parameters) {
    return new ParameterSchemas(parameters);
  }

  @Bean
  OpenApiCustomizer examples() {
    return new RequestExamples();
  }
}
