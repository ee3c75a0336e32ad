// The table of the bundled pages; written by web/build.mjs. Read through web.h.
#pragma once
#include <span>
#include <string_view>

#include "docs/archive.h"

namespace genauth::web {

struct Shell {
  std::string_view language;  // "zh-CN"
  std::string_view html;      // with the comments that web.cpp fills in
};

std::span<const docs::Entry> entries();  // sorted by path
std::string_view bytes(const docs::Entry& entry);
std::span<const Shell> login_shells();
std::span<const Shell> account_shells();

}  // namespace genauth::web
