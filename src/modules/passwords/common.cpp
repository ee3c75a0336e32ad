#include "modules/passwords/common.h"

#include <zxcvbn.h>

#include <memory>
#include <string>

namespace genauth::passwords {
namespace {

// Longer ones are on no list, and looking takes time that grows with the square.
constexpr std::size_t kBytesMax = 40;

struct FreeInfo {
  void operator()(ZxcMatch_t* info) const { ZxcvbnFreeInfo(info); }
};

// Long words are no worse than two short ones; what people fear is what stands high on the lists.
constexpr double kGuessableBits = 30.0;

}  // namespace

bool is_common(std::string_view password) {
  if (password.empty()) return true;
  if (password.find_first_not_of(password.front()) == std::string_view::npos) return true;
  if (password.size() > kBytesMax) return false;
  const std::string text(password);
  ZxcMatch_t* first = nullptr;
  ZxcvbnMatch(text.c_str(), nullptr, &first);
  const std::unique_ptr<ZxcMatch_t, FreeInfo> info(first);
  if (!info || info->Next != nullptr || info->Length != static_cast<int>(text.size())) return false;
  return info->Type != BRUTE_MATCH && info->Type != NON_MATCH && info->Entrpy < kGuessableBits;
}

}  // namespace genauth::passwords
