// One step of applying a file: an object with its members. Internal to the module.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "gen/dto/stored.h"
#include "modules/roles/roles.h"

namespace genauth::apply {

// Where a step writes, and what it has done. Lives for one run of a unit.
struct Work {
  db::Tx& tx;
  const std::string& pool_id;
  std::int64_t now_ms;
  std::vector<std::string> lines = {};

  void add(const std::string& what) { lines.push_back("+ " + what); }
  void change(const std::string& what) { lines.push_back("~ " + what); }
};

// `where` is the place in the file ("roles.0").
struct Step {
  std::string where;
  std::function<Result<void>(Work&)> run;
};
using Steps = std::vector<Step>;

// Collects what differs, for the line of a change.
class Difference {
 public:
  template <class T>
  void take(const char* name, T& have, const std::optional<T>& wanted) {
    if (!wanted || *wanted == have) return;
    note(name, show(have), show(*wanted));
    have = *wanted;
  }
  template <class T>
  void take(const char* name, std::optional<T>& have, const std::optional<T>& wanted) {
    if (!wanted || wanted == have) return;
    note(name, have ? show(*have) : "nothing", show(*wanted));
    have = wanted;
  }
  void note(const char* name, const std::string& before, const std::string& after) {
    text_ += (text_.empty() ? "" : ", ") + std::string(name) + " " + before + " -> " + after;
  }
  bool empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }

 private:
  static std::string show(const std::string& text);
  static std::string show(bool flag) { return flag ? "true" : "false"; }
  static std::string show(std::int64_t number) { return std::to_string(number); }
  std::string text_;
};

Error not_found(const std::string& what);
Error wrong(const std::string& why);

// By id, or by what a person would type: user name, e-mail address, phone number.
Result<std::string> user_id_of(Work& work, const std::string& text);
// "organization/department", or the organization alone.
Result<std::string> department_id_of(Work& work, const std::string& text);
// "namespace/role", or a role of the default namespace.
Result<roles::Role> role_of(Work& work, const std::string& text);
Result<roles::Target> target_of(Work& work, const dto::ApplyTarget& wanted);
std::string show(const dto::ApplyTarget& target);

struct Name {
  std::string space, code;
};
// Splits "space/code"; without a slash the space is the default namespace.
Name split_name(const std::string& text);

void add_people(Steps& steps, const dto::ApplyPool& wanted);  // namespaces, roles, groups
void add_trees(Steps& steps, const dto::ApplyPool& wanted);   // organizations, tenants
void add_rights(Steps& steps,
                const dto::ApplyPool& wanted);  // public accounts, resources, assignments, grants
void add_invitations(Steps& steps, const dto::ApplyPool& wanted);  // approvals, invitations

// One step for each element of a list that may be absent.
template <class T>
void add_each(Steps& steps, const char* name, const std::optional<std::vector<T>>& list,
              Result<void> (*run)(Work&, const T&)) {
  if (!list) return;
  for (std::size_t i = 0; i < list->size(); ++i)
    steps.push_back({std::string(name) + "." + std::to_string(i),
                     [item = &(*list)[i], run](Work& work) { return run(work, *item); }});
}

}  // namespace genauth::apply
