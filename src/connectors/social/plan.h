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
  bool front_channel = false;
  bool names_issuer = false;  // every answer with a code does, by its metadata or an administrator's word
  std::string issuer, jwks;   // of its ID tokens; empty: there are none
  // What `iss` of an answer must be (RFC 9207); empty: nobody has told us, and it must be of the source's
  // host.
  std::string answers_as;
};

// What the templates of every step may name.
Variables variables_of(const Settings& settings, const Flow& flow);

}  // namespace genauth::social
