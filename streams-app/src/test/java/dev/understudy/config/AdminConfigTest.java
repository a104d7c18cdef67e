package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AdminConfigTest {

    @Test
    void shouldBeOffUnlessToldOtherwise() {
        AdminConfig admin = AdminConfig.defaults();

        assertThat(admin.enabled()).isFalse();
        assertThat(admin.port()).isEqualTo(9465);
        assertThat(admin.token()).isNull();
    }

    @Test
    void shouldRefuseToListenWithoutAToken() {
        for (Secret none : new Secret[] {null, Secret.of(""), Secret.of("  ")}) {
            assertThatThrownBy(() -> new AdminConfig(true, null, none))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("token: is missing, but enabled is true; expected a secret of your own, such as "
                            + "${UNDERSTUDY_ADMIN_TOKEN} or ${file:/run/secrets/admin-token}");
        }
    }

    @Test
    void shouldRefuseATokenThatNoHeaderCarries() {
        assertThatThrownBy(() -> new AdminConfig(true, null, Secret.of("two words")))
                .hasMessage("token: must consist of visible ASCII characters, without spaces");
    }

    @Test
    void shouldRefuseAPortThatIsNone() {
        assertThatThrownBy(() -> new AdminConfig(null, 65_536, null))
                .hasMessage("port: must be 0 to 65535, but is 65536");
    }
}
