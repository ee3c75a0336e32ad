// How the engine's files share one attempt. Inside src/connectors/social only.
#pragma once
#include <list>
#include <string>
#include <vector>

#include "connectors/social/engine.h"
#include "connectors/social/variables.h"

namespace genauth::social {

// A row, and what the generic kinds need to have it point at.
struct Engine::Plan {
  Row row;
  std::list<std::string> texts;
  std::vector<Step> steps;
  bool front_channel = false, names_issuer = false;  // names_issuer: every answer with a code does
  std::string issuer, jwks;
};

// What the templates of every step may name.
Variables variables_of(const Settings& settings, const Flow& flow);

}  // namespace genauth::social
