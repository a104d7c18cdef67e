package dev.understudy;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.Slice;
import dev.understudy.cli.Main;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The house holds: its stairs go down only, its libraries stay in their rooms, and no stream thread waits. The same
 * stairs stand in config/checkstyle/import-control.xml, which also sees imports that the compiler drops; the picture is
 * in docs/architecture.md.
 */
class ArchitectureTest {
    private static final String HOUSE = "dev.understudy.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    /** Each room with the rooms below it that it may use. Packages of one room may use each other, without cycles. */
    private static final Map<String, String[]> STAIRS = stairs();

    private static final Set<String> VENDORS = Set.of("openai", "anthropic", "gemini");

    private static final String[] ON_STREAM_THREADS = {
        "dev.understudy.enricher..", "dev.understudy.fallback..", "dev.understudy.inflight.."
    };

    private static Map<String, String[]> stairs() {
        Map<String, String[]> stairs = new LinkedHashMap<>();
        stairs.put("domain", rooms());
        stairs.put("config", rooms("domain"));
        stairs.put("policy", rooms("domain", "config"));
        stairs.put("budget", rooms("domain", "config", "policy"));
        stairs.put("redaction", rooms("domain", "config"));
        stairs.put("comparison", rooms("domain", "config", "redaction"));
        stairs.put("prompt", rooms("domain", "config", "redaction"));
        stairs.put("metrics", rooms("domain", "config", "budget"));
        stairs.put("tls", rooms("config"));
        stairs.put("source", rooms("domain", "config"));
        stairs.put("serde", rooms("domain", "config"));
        stairs.put("provider", rooms("domain", "config", "prompt", "redaction"));
        stairs.put("provider.http", rooms("domain", "config", "tls", "provider"));
        stairs.put("provider.dialect", rooms("domain", "config", "provider", "provider.http"));
        stairs.put("provider.drill", rooms("domain", "provider"));
        stairs.put("provider.guard", rooms("domain", "config", "budget", "metrics", "provider"));
        String[] vendor = rooms("domain", "config", "prompt", "provider", "provider.http", "provider.dialect");
        stairs.put("provider.openai", vendor);
        stairs.put("provider.anthropic", vendor);
        stairs.put("provider.gemini", vendor);
        stairs.put("provider.call", plus(vendor, "provider.drill", "provider.guard", "budget", "metrics", "redaction"));
        String[] inflight = rooms("domain", "config", "policy", "prompt", "redaction", "metrics", "provider", "serde");
        stairs.put("inflight", inflight);
        stairs.put("enricher", plus(inflight, "inflight", "source"));
        stairs.put("fallback", plus(inflight, "inflight"));
        stairs.put("gateway", rooms("domain", "config", "metrics", "serde"));
        stairs.put("runtime", allOf(stairs));
        stairs.put("cli", allOf(stairs));
        return stairs;
    }

    @Test
    void shouldHaveStairsThatGoDownOnly() {
        LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("dev.understudy..");
        for (String room : STAIRS.keySet()) {
            // The rooms inside of the provider's have walls of their own.
            String packages = HOUSE + room + (room.equals("provider") ? "" : "..");
            house = house.optionalLayer(room).definedBy(packages);
        }
        house = house.optionalLayer("contracts").definedBy("dev.understudy.v1..");
        for (Map.Entry<String, String[]> room : STAIRS.entrySet()) {
            String[] below = room.getKey().equals("serde") ? plus(room.getValue(), "contracts") : room.getValue();
            house = below.length == 0
                    ? house.whereLayer(room.getKey()).mayNotAccessAnyLayer()
                    : house.whereLayer(room.getKey()).mayOnlyAccessLayers(below);
        }

        house.ensureAllClassesAreContainedInArchitectureIgnoring("dev.understudy")
                .because("a room uses what stands below it, never beside or above: move the class to the floor it"
                        + " belongs on, or turn the call round (an interface below, implemented above)")
                .check(CLASSES);
    }

    @Test
    void shouldKeepTheTwoApplicationsApart() {
        noClasses()
                .that()
                .resideInAPackage("dev.understudy.enricher..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.understudy.fallback..")
                .because("the applications meet in topics only: what both need belongs in inflight")
                .allowEmptyShould(true)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.understudy.fallback..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.understudy.enricher..")
                .because("the applications meet in topics only: what both need belongs in inflight")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void shouldKeepVendorsApart() {
        slices().matching("dev.understudy.provider.(*)..")
                .that(describe("are vendors", (Slice slice) -> VENDORS.contains(slice.getNamePart(1))))
                .should()
                .notDependOnEachOther()
                .because("a vendor's wire format changes when the vendor wants it: what two dialects share belongs in"
                        + " provider.dialect")
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoPackageCycles() {
        slices().matching("dev.understudy.(**)")
                .should()
                .beFreeOfCycles()
                .because("packages in a cycle can only be understood together: move the class that both need down, or"
                        + " turn one call round")
                .check(CLASSES);
    }

    @Test
    void shouldUsePublicKafkaOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..internals..")
                .because("Kafka changes its internals in patch releases: look for the public way, or write the few"
                        + " lines ourselves")
                .check(CLASSES);
    }

    /** A library and the only rooms that know it. */
    private enum Library {
        AVRO("serde", "org.apache.avro.., dev.understudy.v1.."),
        REGISTRY("serde", "io.confluent.."),
        HTTP_CLIENT("provider.http", "org.apache.hc.."),
        HTTP_SERVER("gateway", "org.eclipse.jetty.."),
        RESILIENCE("provider", "io.github.resilience4j.."),
        METERS("metrics, runtime", "io.micrometer.."),
        STREAMS("inflight, enricher, fallback, runtime", "org.apache.kafka.streams.."),
        ROCKS("runtime.kafka", "org.rocksdb.."),
        CLIENTS("serde, inflight, enricher, fallback, gateway, runtime, cli", "org.apache.kafka.."),
        JSON("prompt, source, serde, provider, gateway, runtime, cli", "com.fasterxml.jackson.."),
        JSON_SCHEMA("prompt", "com.networknt.."),
        COMMAND_LINE("cli", "picocli.."),
        LOGGING_BACKEND("cli", "ch.qos.logback..");

        private final String rooms;
        private final String packages;

        Library(String rooms, String packages) {
            this.rooms = rooms;
            this.packages = packages;
        }

        String[] rooms() {
            return Arrays.stream(rooms.split(", "))
                    .map(room -> HOUSE + room + "..")
                    .toArray(String[]::new);
        }

        String[] packages() {
            return packages.split(", ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepLibrariesInTheirRooms(Library library) {
        noClasses()
                .that()
                .resideOutsideOfPackages(library.rooms())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library.packages())
                .because("a library that is known in one room can be replaced there: hand out a domain type instead of"
                        + " the library's, or ask that room")
                .check(CLASSES);
        assertThat(CLASSES.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(dependency ->
                                resideInAnyPackage(library.packages()).test(dependency.getTargetClass())))
                .as("the rule watches a library that is in use")
                .isNotEmpty();
    }

    @Test
    void shouldPrintInTheCommandLineOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.understudy.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .because("a library that prints cannot be quietened: log through SLF4J with key-values, or return what"
                        + " the command is to print")
                .check(CLASSES);
    }

    @Test
    void shouldNeverSleep() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "sleeps",
                        call -> call.getName().equals("sleep")
                                && Set.of(Thread.class.getName(), TimeUnit.class.getName())
                                        .contains(call.getTargetOwner().getName())))
                .because("a thread that sleeps hears nothing: wait on a condition or a latch, or schedule the work")
                .check(CLASSES);
    }

    @Test
    void shouldNeverWaitOnAStreamThread() {
        noClasses()
                .that()
                .resideInAnyPackage(ON_STREAM_THREADS)
                .should()
                .callMethodWhere(waits())
                .because("a stream thread that waits is fenced, and its work starts anew for ever: let the other thread"
                        + " post to the Mailbox, which the punctuator drains (docs/architecture.md)")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaMethodCall> waits() {
        Map<Class<?>, Set<String>> waiting = Map.of(
                Future.class, Set.of("get", "join"),
                Thread.class, Set.of("join"),
                Object.class, Set.of("wait"),
                CountDownLatch.class, Set.of("await"),
                Condition.class, Set.of("await", "awaitNanos", "awaitUntil", "awaitUninterruptibly"),
                LockSupport.class, Set.of("park", "parkNanos", "parkUntil"),
                Semaphore.class, Set.of("acquire"),
                BlockingQueue.class, Set.of("take", "put"));
        // The join reads a future that is done already; the mailbox is what the brake waits on, within its budget.
        List<String> allowed = List.of("inflight.Calls.call(", "inflight.dispatch.Mailbox.await(");
        return describe(
                "waits",
                call -> waiting.entrySet().stream()
                                .anyMatch(entry -> call.getTargetOwner().isAssignableTo(entry.getKey())
                                        && entry.getValue().contains(call.getName()))
                        && allowed.stream()
                                .noneMatch(
                                        method -> call.getOrigin().getFullName().startsWith(HOUSE + method)));
    }

    @Test
    void shouldTakeTheTimeFromTheProductsClock() {
        DescribedPredicate<JavaMethodCall> readsTheTime = describe(
                "reads the machine's time",
                call -> isCall(call, Instant.class, "now")
                        || isCall(call, System.class, "currentTimeMillis")
                        || (isCall(call, Clock.class, "systemUTC") || isCall(call, Clock.class, "systemDefaultZone")));
        noClasses()
                .that(DescribedPredicate.not(
                        resideInAPackage("dev.understudy.runtime..").or(resideInAPackage("dev.understudy.cli.."))))
                .should()
                .callMethodWhere(readsTheTime)
                .because("a test moves the product's clock: take a java.time.Clock in the constructor (its instant() is"
                        + " fine), which runtime and cli make")
                .check(CLASSES);
    }

    private static boolean isCall(JavaMethodCall call, Class<?> owner, String name) {
        JavaClass target = call.getTargetOwner();
        // Clock.instant() inside of Instant.now(clock) is no reading of the machine's time.
        return target.isEquivalentTo(owner)
                && call.getName().equals(name)
                && call.getTarget().getRawParameterTypes().isEmpty();
    }

    private static String[] rooms(String... rooms) {
        return rooms;
    }

    private static String[] plus(String[] rooms, String... more) {
        String[] all = Arrays.copyOf(rooms, rooms.length + more.length);
        System.arraycopy(more, 0, all, rooms.length, more.length);
        return all;
    }

    private static String[] allOf(Map<String, String[]> stairs) {
        return stairs.keySet().toArray(String[]::new);
    }
}
