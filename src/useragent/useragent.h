// What a User-Agent header says of the program and the device behind it. A guess for people to read: nothing
// may be decided by it.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace genauth::useragent {

enum class Form : std::uint8_t { kBrowser, kMobile, kDesktop };
enum class Device : std::uint8_t { kUnknown, kDesktop, kMobile, kTablet, kBot };

struct Agent {
  std::string browser, browser_version;  // "Chrome", "141.0"; a program that is no browser: its own name
  std::string os, os_version;            // "Windows", "10"; empty: unknown
  // kBrowser: a web browser, wherever it runs. kMobile, kDesktop: a program of its own there.
  Form form = Form::kDesktop;
  Device device = Device::kUnknown;
};

// Pure, thread-safe; looks at the first 1,024 bytes.
Agent parse(std::string_view header);

// "Chrome on Windows", "okhttp on Android", "Firefox": what one calls the device. Never empty.
std::string name_of(const Agent& agent);
std::string_view text(Device device);  // "Desktop", "Mobile", "Tablet", "Bot", "Unknown"

}  // namespace genauth::useragent
