// A certificate for tests, in base64 of DER: signed by itself, about CN=web,O=Müller\, Inc.,C=CN with every
// kind of alternative name, valid until 2126.
#pragma once
#include <string_view>

namespace genauth::crypto::samples {

inline constexpr std::string_view kWebCertificate =
    "MIICDjCCAbOgAwIBAgIUK5O/DxIl5FJGHfkoM+GD9qR0vKQwCgYIKoZIzj0EAwIwMzELMAkGA1UEBhMCQ04xFjAUBgNVBAoMDU3D"
    "vGxsZXIsIEluYy4xDDAKBgNVBAMMA3dlYjAgFw0yNjExMjYxNjU4MTlaGA8yMTI2MTEwMjE2NTgxOVowMzELMAkGA1UEBhMCQ04x"
    "FjAUBgNVBAoMDU3DvGxsZXIsIEluYy4xDDAKBgNVBAMMA3dlYjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOhCwsfKy/77fT1E"
    "wtudObeP50nlRdIBRjKijYQ8D1ISl4vY90sKCF8yI6YZz0WFQ26/fVisILO4lh3aaiAJk1mjgaIwgZ8wHQYDVR0OBBYEFE2ZUI0E"
    "S8nLq/44qrW6WSchLYI8MB8GA1UdIwQYMBaAFE2ZUI0ES8nLq/44qrW6WSchLYI8MA8GA1UdEwEB/wQFMAMBAf8wTAYDVR0RBEUw"
    "Q4ILd2ViLmV4YW1wbGWGC3VybjphcHA6d2VihwTAAAIHhxAgAQ24AAAAAAAAAAAAAAAHgQ93ZWJAYXBwLmV4YW1wbGUwCgYIKoZI"
    "zj0EAwIDSQAwRgIhAKyT4c7coq5TBwjTpzupegZiQoTQzQ9HLF0668M5bQyYAiEAhENPxAm1+QjjNhv92gMLIIfRo2wP+pIrJtbr"
    "E2jZnSE=";

}  // namespace genauth::crypto::samples
