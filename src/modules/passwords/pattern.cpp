#include "modules/passwords/pattern.h"

#include <memory>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace genauth::passwords {
namespace {

constexpr std::size_t kPatternBytesMax = 4000;
constexpr std::uint32_t kMatchLimit = 50'000, kDepthLimit = 2'000, kHeapLimitKib = 1'024, kNestLimit = 50;

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* object) const { Free(object); }
};
using CodePtr = std::unique_ptr<pcre2_code, Freed<pcre2_code, pcre2_code_free>>;
using CompilePtr =
    std::unique_ptr<pcre2_compile_context, Freed<pcre2_compile_context, pcre2_compile_context_free>>;
using LimitsPtr = std::unique_ptr<pcre2_match_context, Freed<pcre2_match_context, pcre2_match_context_free>>;
using DataPtr = std::unique_ptr<pcre2_match_data, Freed<pcre2_match_data, pcre2_match_data_free>>;

PCRE2_SPTR bytes(std::string_view text) {
  return reinterpret_cast<PCRE2_SPTR>(text.data());
}

CodePtr compile(std::string_view pattern) {
  const CompilePtr context(pcre2_compile_context_create(nullptr));
  pcre2_set_max_pattern_length(context.get(), kPatternBytesMax);
  pcre2_set_parens_nest_limit(context.get(), kNestLimit);
  int error = 0;
  PCRE2_SIZE offset = 0;
  return CodePtr(pcre2_compile(bytes(pattern), pattern.size(),
                               PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &error, &offset,
                               context.get()));
}

}  // namespace

Match match(std::string_view pattern, std::string_view subject) {
  const CodePtr code = compile(pattern);
  if (!code) return Match::kBadPattern;
  const LimitsPtr limits(pcre2_match_context_create(nullptr));
  pcre2_set_match_limit(limits.get(), kMatchLimit);
  pcre2_set_depth_limit(limits.get(), kDepthLimit);
  pcre2_set_heap_limit(limits.get(), kHeapLimitKib);
  const DataPtr data(pcre2_match_data_create_from_pattern(code.get(), nullptr));
  const int found = pcre2_match(code.get(), bytes(subject), subject.size(), 0, 0, data.get(), limits.get());
  if (found >= 0) return Match::kYes;
  return found == PCRE2_ERROR_NOMATCH ? Match::kNo : Match::kGaveUp;
}

}  // namespace genauth::passwords
