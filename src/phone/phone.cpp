#include "phone/phone.h"

#include <algorithm>
#include <optional>

#include "gen/errors/users.h"
#include "phone/pattern.h"
#include "phone/plan.h"
#include "phone/typed.h"

namespace genauth::phone {
namespace {

constexpr std::size_t kMostDigits =
    17;  // of a national number, as libphonenumber counts (E.164 says 15 in all)
constexpr std::size_t kFewestDigits = 2;

const CallingCode* find_calling_code(std::string_view digits) {
  const auto codes = calling_codes();
  const auto at = std::ranges::lower_bound(codes, digits, {}, &CallingCode::digits);
  return at != codes.end() && at->digits == digits ? &*at : nullptr;
}

// Calling codes are prefix-free, so the first that fits is the only one.
const CallingCode* starting_calling_code(std::string_view digits) {
  for (std::size_t length = 1; length <= 3 && length <= digits.size(); ++length) {
    if (const CallingCode* code = find_calling_code(digits.substr(0, length))) return code;
  }
  return nullptr;
}

bool is_of_kind(const Kind& kind, std::string_view national) {
  return (kind.lengths >> national.size() & 1U) != 0 && matches_whole(kind.pattern, national);
}

bool is_valid(const Plan& plan, std::string_view national) {
  if (national.size() < kFewestDigits || national.size() > kMostDigits) return false;
  return matches_whole(plan.general, national) &&
         std::ranges::any_of(plan.kinds, [&](const Kind& kind) { return is_of_kind(kind, national); });
}

// Among the regions of a calling code, the first that claims the number: by its leading digits where the plan
// has them, else by being valid there. nullptr: no region does.
const Plan* find_region(const CallingCode& code, std::string_view national) {
  if (code.count == 1) return &code.main();
  for (const Plan& plan : code.plans()) {
    const bool claimed =
        plan.leading_digits != 0 ? matches_start(plan.leading_digits, national) : is_valid(plan, national);
    if (claimed) return &plan;
  }
  return nullptr;
}

enum class Fit { kRight, kShort, kLong, kBetween };

Fit fit_length(Lengths lengths, std::size_t size) {
  const Lengths at_least = lengths >> std::min<std::size_t>(size, 31);
  if ((at_least & 1U) != 0) return Fit::kRight;
  if (at_least == 0) return Fit::kLong;
  return at_least << size == lengths ? Fit::kShort : Fit::kBetween;
}

// The trunk prefix is taken off only if what remains can still be a number: "0" is a prefix in most of Europe
// but a digit of the number in Italy, and 1 is both in North America.
std::string strip_trunk_prefix(const CallingCode& code, const std::string& digits) {
  const Plan& plan = code.main();
  std::string shorter = without_prefix(plan, digits);
  if (shorter == digits) return digits;
  if (matches_whole(plan.general, digits) && !matches_whole(plan.general, shorter)) return digits;
  const Plan* region = find_region(code, shorter);
  const Fit fit = fit_length((region ? region : &plan)->lengths, shorter.size());
  if (fit == Fit::kShort || fit == Fit::kBetween) return digits;
  return shorter;
}

// "8613800138000" typed without '+': the calling code goes only if the whole is no number by itself and the
// rest is, or if the whole is too long to be one.
std::string strip_bare_calling_code(const CallingCode& code, std::string digits) {
  if (!digits.starts_with(code.digits)) return digits;
  const Plan& plan = code.main();
  std::string rest = digits.substr(code.digits.size());
  const std::string national = strip_trunk_prefix(code, digits);
  const bool only_rest_fits =
      !matches_whole(plan.general, national) && matches_whole(plan.general, strip_trunk_prefix(code, rest));
  if (only_rest_fits || fit_length(plan.lengths, national.size()) == Fit::kLong) return rest;
  return digits;
}

std::string shortened(std::string_view given) {
  constexpr std::size_t kMostShown = 16;
  std::size_t size = std::min(given.size(), kMostShown);
  while (size < given.size() && size > 0 && (static_cast<unsigned char>(given[size]) & 0xC0U) == 0x80) --size;
  return std::string(given.substr(0, size));
}

Error refuse_country_code(std::string_view given) {
  return Error(errors::kCountryCodeInvalid).with_arg(shortened(given));
}

// What the caller named as calling code. "00" is the prefix with which most countries dial abroad.
Result<const CallingCode*> named_calling_code(std::string_view given) {
  const std::optional<Typed> typed = read_typed(given);
  if (!typed) return refuse_country_code(given);
  std::string_view digits = typed->digits;
  if (!typed->has_plus && digits.starts_with("00")) digits.remove_prefix(2);
  const CallingCode* code = find_calling_code(digits);
  if (code == nullptr) return refuse_country_code(given);
  return code;
}

Error refuse_number(const CallingCode& code) {
  return Error(errors::kPhoneInvalid).with_arg(std::string(code.main().region));
}

}  // namespace

Result<Number> parse(std::string_view country_code, std::string_view national) {
  const bool is_code_given = !country_code.empty();
  const CallingCode* code = TRY(named_calling_code(is_code_given ? country_code : kDefaultCountryCode));
  const std::optional<Typed> typed = read_typed(national);
  if (!typed) return refuse_number(*code);

  std::string digits = typed->digits;
  if (typed->has_plus) {
    const CallingCode* own = starting_calling_code(digits);
    if (own == nullptr || (is_code_given && own != code)) return refuse_number(*code);
    code = own;
    digits.erase(0, code->digits.size());
  } else {
    digits = strip_bare_calling_code(*code, std::move(digits));
  }
  digits = strip_trunk_prefix(*code, digits);

  const Plan* region = find_region(*code, digits);
  if (region == nullptr || !is_valid(*region, digits)) return refuse_number(*code);
  const Kind& mobile = region->kinds[kMobile];
  const bool is_mobile =
      is_of_kind(mobile, digits) || (mobile.pattern == 0 && is_of_kind(region->kinds[kFixedLine], digits));
  Number number{.country_code = "+" + std::string(code->digits),
                .national = digits,
                .region = std::string(region->region),
                .e164 = "+" + std::string(code->digits) + digits,
                .is_mobile_possible = is_mobile};
  return number;
}

std::vector<Region> regions() {
  std::vector<Region> out;
  for (const Plan& plan : plans()) {
    if (plan.region != "001") out.push_back({plan.region, plan.calling_code});
  }
  std::ranges::sort(out, {}, &Region::region);
  return out;
}

}  // namespace genauth::phone
