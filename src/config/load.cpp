#include <yaml-cpp/yaml.h>

#include <fstream>
#include <iterator>
#include <set>

#include "base/encoding.h"
#include "config/config.h"
#include "config/value.h"

namespace genauth::config {
namespace {

constexpr std::string_view kPrefix = "GENAUTH_";
constexpr std::string_view kFileSuffix = "_file";
constexpr std::size_t kSecretFileBytesMax = 65536;

// Collects values and problems. Sources are applied from the weakest to the strongest; files with secrets are
// read last, since a process need not be able to read one whose place a stronger source has taken.
class Loader {
 public:
  void read_file(const std::string& path);
  void read_overrides(const std::map<std::string, std::string>& values);
  void read_environment(const std::map<std::string, std::string>& values);
  Loaded take() &&;

 private:
  void walk(const YAML::Node& node, const std::string& prefix);
  void take_node(const std::string& key, const YAML::Node& node, const std::string& where);
  void take_value(const std::string& key, const std::string& text, const std::string& where);
  void read_secret_file(const Setting& setting, const std::string& path, const std::string& where);
  const Setting* known(const std::string& key, const std::string& where);
  bool takes_place(const Setting& setting, const std::string& where);
  void problem(const std::string& where, const std::string& what) {
    loaded_.problems.push_back(where + ": " + what);
  }

  Loaded loaded_;
  std::string path_;
  std::set<std::string_view> seen_;  // keys that the source being read has given
  struct SecretFile {
    std::string path, where;
  };
  std::map<const Setting*, SecretFile> secret_files_;
};

// The setting that "secrets.master_key_file" stands for, if it may come from a file.
const Setting* secret_of_file(std::string_view key) {
  if (!key.ends_with(kFileSuffix)) return nullptr;
  key.remove_suffix(kFileSuffix.size());
  const Setting* setting = find_setting(key);
  return setting && setting->secret ? setting : nullptr;
}

const Setting* Loader::known(const std::string& key, const std::string& where) {
  const Setting* setting = find_setting(key);
  if (!setting) setting = secret_of_file(key);
  if (setting) return setting;
  const std::string_view nearest = nearest_key(key);
  std::string what = "there is no setting '" + key + "'";
  if (!nearest.empty()) what.append("; did you mean '").append(nearest).append("'?");
  problem(where, what);
  return nullptr;
}

// What a weaker source said no longer counts. False, and a problem, if this source has given the setting
// before.
bool Loader::takes_place(const Setting& setting, const std::string& where) {
  if (seen_.insert(setting.key).second) {
    secret_files_.erase(&setting);
    return true;
  }
  problem(where, std::string(setting.key) + ": given twice");
  return false;
}

Loaded Loader::take() && {
  for (const auto& [setting, file] : secret_files_) read_secret_file(*setting, file.path, file.where);
  return std::move(loaded_);
}

void Loader::read_secret_file(const Setting& setting, const std::string& path, const std::string& where) {
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file.is_open() || file.bad())
    return problem(where, std::string(setting.key) + ": cannot read " + path);
  if (text.size() > kSecretFileBytesMax) return problem(where, path + " is too large for a secret");
  const std::string_view trimmed = trim(text);  // editors and `echo` end a file with a line feed
  if (trimmed.empty()) return problem(where, std::string(setting.key) + ": " + path + " is empty");
  if (auto wrong = assign(loaded_.config, setting, std::string(trimmed))) {
    problem(where, std::string(setting.key) + ": what stands in " + path + " " + *wrong);
  }
}

void Loader::take_value(const std::string& key, const std::string& text, const std::string& where) {
  const Setting* setting = known(key, where);
  if (!setting || !takes_place(*setting, where)) return;
  if (setting->key != key) {
    secret_files_[setting] = {text, where};
    return;
  }
  if (auto wrong = assign(loaded_.config, *setting, text)) problem(where, key + ": " + *wrong);
}

void Loader::take_node(const std::string& key, const YAML::Node& node, const std::string& where) {
  if (node.IsScalar()) return take_value(key, node.Scalar(), where);
  if (node.IsNull()) return problem(where, key + ": has no value");
  const Setting* setting = known(key, where);
  if (!setting || !takes_place(*setting, where)) return;
  std::vector<std::string> items;
  for (const YAML::Node& item : node) {
    if (!item.IsScalar()) return problem(where, key + ": must be a list of single values");
    items.push_back(item.Scalar());
  }
  if (auto wrong = assign(loaded_.config, *setting, std::move(items))) problem(where, key + ": " + *wrong);
}

void Loader::walk(const YAML::Node& node, const std::string& prefix) {
  for (const auto& member : node) {
    const std::string where = path_ + ":" + std::to_string(member.first.Mark().line + 1);
    if (!member.first.IsScalar()) {
      problem(where, "a key must be a word");
      continue;
    }
    const std::string key = prefix + member.first.Scalar();
    if (member.second.IsMap()) {
      walk(member.second, key + ".");
    } else {
      take_node(key, member.second, where);
    }
  }
}

void Loader::read_file(const std::string& path) {
  path_ = path;
  seen_.clear();
  try {
    const YAML::Node root = YAML::LoadFile(path);
    if (root.IsMap()) return walk(root, "");
    if (!root.IsNull()) problem(path, "must hold keys and values");
  } catch (const YAML::BadFile&) {
    problem(path, "cannot be read");
  } catch (const YAML::Exception& error) {
    const int line = error.mark.line + 1;
    problem(line > 0 ? path + ":" + std::to_string(line) : path, error.msg);
  }
}

void Loader::read_overrides(const std::map<std::string, std::string>& values) {
  seen_.clear();
  for (const auto& [key, text] : values) take_value(key, text, "command line");
}

// Names that are not ours are left alone (Kubernetes, for one, gives GENAUTH_PORT to a service called
// genauth), unless they begin like a section: those are slips.
void Loader::read_environment(const std::map<std::string, std::string>& values) {
  seen_.clear();
  std::set<std::string, std::less<>> sections;
  for (const Setting& setting : settings()) {
    const std::string file_name = std::string(setting.environment) + "_FILE";
    if (const auto value = values.find(std::string(setting.environment)); value != values.end()) {
      take_value(std::string(setting.key), value->second, std::string(setting.environment));
    }
    if (const auto path = values.find(file_name); path != values.end() && setting.secret) {
      take_value(std::string(setting.key) + std::string(kFileSuffix), path->second, file_name);
    }
    const auto after_section = setting.environment.find('_', kPrefix.size());
    if (after_section != std::string_view::npos)
      sections.emplace(setting.environment.substr(0, after_section + 1));
  }
  for (const auto& entry : values) {
    const std::string_view name = entry.first;
    const auto is_name_of = [name](const Setting& setting) {
      return name == setting.environment ||
             (setting.secret && name == std::string(setting.environment) + "_FILE");
    };
    const auto begins = [name](std::string_view section) { return name.starts_with(section); };
    if (std::ranges::any_of(settings(), is_name_of) || std::ranges::none_of(sections, begins)) continue;
    std::string key = to_lower_ascii(name.substr(kPrefix.size()));
    key[key.find('_')] = '.';  // there is one: the name begins like a section
    known(key, entry.first);
  }
}

}  // namespace

Loaded load(const Sources& sources) {
  Loader loader;
  if (!sources.file.empty()) loader.read_file(sources.file);
  loader.read_environment(sources.environment);
  loader.read_overrides(sources.overrides);
  return std::move(loader).take();
}

}  // namespace genauth::config
