package dev.gradtrace;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.net.Socket;
import java.net.URLConnection;
import java.time.Clock;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/**
 * A room per idea, arrows one way, every library in one room.
 *
 * <p>A rule over a package that does not exist always holds, so each rule first asks for its rooms.
 */
class ArchitectureTest {

  private static final String ROOT = GradtraceApplication.class.getPackageName();

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final ApplicationModules ROOMS = ApplicationModules.of(GradtraceApplication.class);

  @Test
  void aRoomUsesOnlyTheRoomsItNames() {
    ROOMS.verify();
  }

  static Stream<String> rooms() {
    return ROOMS.stream().map(room -> room.getBasePackage().getName());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomHasASignOnItsDoor(String room) throws ClassNotFoundException {
    Package door = Class.forName(room + ".package-info").getPackage();
    assertThat(door.getAnnotation(NullMarked.class)).as("@NullMarked of %s", room).isNotNull();
    assertThat(door.getAnnotation(ApplicationModule.class))
        .as("@ApplicationModule of %s", room)
        .isNotNull();
  }

  @Test
  void onlyMatrixKnowsOjAlgoAndTheVectorApi() {
    onlyIn(dependOnClassesThat(resideInAnyPackage("org.ojalgo..", "jdk.incubator..")), "matrix");
  }

  @Test
  void onlyDatasetKnowsFastCsv() {
    onlyIn(dependOnClassesThat(resideInAPackage("de.siegmar.fastcsv..")), "dataset");
  }

  @Test
  void onlyPlotKnowsLetsPlot() {
    onlyIn(dependOnClassesThat(resideInAPackage("org.jetbrains.letsPlot..")), "plot");
  }

  @Test
  void nobodyDrawsOnAScreen() {
    noClasses().should().dependOnClassesThat(resideInAPackage("java.awt..")).check(CLASSES);
  }

  @Test
  void onlyInterchangeKnowsProtobuf() {
    onlyIn(dependOnClassesThat(resideInAPackage("com.google.protobuf..")), "interchange");
  }

  @Test
  void onlyInterchangeKnowsHdf5() {
    onlyIn(dependOnClassesThat(resideInAPackage("io.jhdf..")), "interchange");
  }

  @Test
  void onlyOutgoingAsksOtherServers() {
    onlyIn(
        dependOnClassesThat(
            resideInAnyPackage("org.apache.hc..", "java.net.http..")
                .or(belongToAnyOf(Socket.class, URLConnection.class))),
        "outgoing");
  }

  @Test
  void onlyWebKnowsHttp() {
    onlyIn(
        dependOnClassesThat(
            resideInAnyPackage(
                "org.springframework.web..",
                "org.springframework.http..",
                "org.springdoc..",
                "jakarta.servlet..")),
        "web");
  }

  @Test
  void onlyTokensKnowSpringSecurity() {
    onlyIn(
        dependOnClassesThat(resideInAnyPackage("org.springframework.security..", "com.nimbusds..")),
        "web.token");
  }

  @Test
  void onlyContractAndWebKnowJson() {
    onlyIn(
        dependOnClassesThat(
            resideInAnyPackage("io.swagger..", "tools.jackson..", "com.fasterxml.jackson..")),
        "contract",
        "web");
  }

  @Test
  void onlyJobAndTheStoresOfOtherRoomsKnowJdbc() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".job..", ROOT + ".storage..")
        .and()
        .haveNameNotMatching(".*\\.Jdbc\\w+(\\$.*)?")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc.."))
        .check(CLASSES);
  }

  @Test
  void fewRoomsKnowThreads() {
    onlyIn(
        dependOnClassesThat(
            belongToAnyOf(Thread.class, Executors.class).or(assignableTo(Executor.class))),
        "budget",
        "job",
        "notification",
        "outgoing",
        "parallel",
        "web");
  }

  @Test
  void onlyJobNotificationAndWebKnowAClock() {
    onlyIn(dependOnClassesThat(belongToAnyOf(Clock.class)), "job", "notification", "web");
  }

  @Test
  void onlyJobTreatmentAndWebAskForTheTime() {
    onlyIn(
        callMethodWhere(
            targetOwner(resideInAPackage("java.time"))
                .and(target(nameMatching("now")))
                .or(
                    targetOwner(belongToAnyOf(System.class))
                        .and(target(nameMatching("currentTimeMillis|nanoTime"))))),
        "job",
        "treatment",
        "web");
  }

  @Test
  void everyRandomNumberHasASeed() {
    noClasses()
        .should()
        .dependOnClassesThat(belongToAnyOf(ThreadLocalRandom.class))
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callConstructor(SplittableRandom.class)
        .check(CLASSES);
  }

  @Test
  void aNameSaysWhatItNames() {
    noClasses()
        .should()
        .haveNameMatching(".*[.$](Abstract\\w*|\\w*(Impl|Utils?|Helper|Manager|Dto))")
        .check(CLASSES);
  }

  private static void onlyIn(ArchCondition<JavaClass> knowledge, String... rooms) {
    String[] packages = new String[rooms.length];
    for (int i = 0; i < rooms.length; i++) {
      packages[i] = ROOT + "." + rooms[i] + "..";
      assertThat(CLASSES.that(resideInAPackage(packages[i]).and(notTheDoor())))
          .as("classes of the room %s", rooms[i])
          .isNotEmpty();
    }
    noClasses().that().resideOutsideOfPackages(packages).should(knowledge).check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> notTheDoor() {
    return DescribedPredicate.describe(
        "is not package-info", type -> !type.getSimpleName().equals("package-info"));
  }
}
