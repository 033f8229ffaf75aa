package io.recallscope.tower;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Who reaches whom in a graph and its function library: by inputs, control edges and calls. */
final class GraphReach {
  /** Where a value comes from that no rule can follow. */
  static final String UNKNOWN = "?";

  private static final Set<String> PASS_ON = Set.of("Identity", "EnsureShape");
  private static final Set<String> CALLS = Set.of("StatefulPartitionedCall", "PartitionedCall");

  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final Map<String, Map<String, NodeDef>> bodies = new HashMap<>();
  private final Map<String, Set<String>> calledBy = new HashMap<>();
  private final Map<String, List<Site>> sites = new HashMap<>();

  /** A call of a function; caller is empty in the graph itself. */
  private record Site(String caller, NodeDef node) {}

  /** What some nodes reach: nodes of the graph and functions, by name. */
  record Reached(Set<String> nodes, Set<String> functions) {}

  GraphReach(GraphDef graph) {
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      functions.put(function.getSignature().getName(), function);
    }
    for (NodeDef node : graph.getNodeList()) {
      nodes.put(node.getName(), node);
      noteCalls("", node);
    }
    for (FunctionDef function : functions.values()) {
      String name = function.getSignature().getName();
      Map<String, NodeDef> body = new HashMap<>();
      for (NodeDef node : function.getNodeDefList()) {
        body.put(node.getName(), node);
        noteCalls(name, node);
      }
      bodies.put(name, body);
    }
    graph
        .getLibrary()
        .getGradientList()
        .forEach(
            g ->
                calledBy
                    .computeIfAbsent(g.getFunctionName(), k -> new HashSet<>())
                    .add(g.getGradientFunc()));
  }

  private void noteCalls(String caller, NodeDef node) {
    for (String callee : callees(node)) {
      sites.computeIfAbsent(callee, k -> new ArrayList<>()).add(new Site(caller, node));
      if (!caller.isEmpty()) {
        calledBy.computeIfAbsent(caller, k -> new HashSet<>()).add(callee);
      }
    }
  }

  boolean isFunction(String name) {
    return functions.containsKey(name);
  }

  /** Functions the node calls or hands on. */
  private Set<String> callees(NodeDef node) {
    Set<String> callees = new HashSet<>();
    if (functions.containsKey(node.getOp())) {
      callees.add(node.getOp());
    }
    Deque<AttrValue> attributes = new ArrayDeque<>(node.getAttrMap().values());
    while (!attributes.isEmpty()) {
      AttrValue value = attributes.pop();
      if (value.hasFunc()) {
        callees.add(value.getFunc().getName());
        attributes.addAll(value.getFunc().getAttrMap().values());
      }
      value
          .getList()
          .getFuncList()
          .forEach(
              f -> {
                callees.add(f.getName());
                attributes.addAll(f.getAttrMap().values());
              });
    }
    return callees;
  }

  /** Everything the graph's nodes of these names and these functions reach, themselves included. */
  Reached from(Collection<String> startNodes, Collection<String> startFunctions) {
    Set<String> seenNodes = new HashSet<>();
    Set<String> seenFunctions = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(startNodes);
    Deque<String> openFunctions = new ArrayDeque<>(startFunctions);
    while (!open.isEmpty() || !openFunctions.isEmpty()) {
      if (!open.isEmpty()) {
        NodeDef node = nodes.get(open.pop());
        if (node != null && seenNodes.add(node.getName())) {
          node.getInputList().forEach(input -> open.push(nodeOf(input)));
          openFunctions.addAll(callees(node));
        }
      } else {
        String function = openFunctions.pop();
        if (functions.containsKey(function) && seenFunctions.add(function)) {
          openFunctions.addAll(calledBy.getOrDefault(function, Set.of()));
        }
      }
    }
    return new Reached(seenNodes, seenFunctions);
  }

  /**
   * {@code name}, {@code name:0}, {@code name:out:0} or {@code ^name}, without all but the name.
   */
  static String nodeOf(String reference) {
    String name = reference.startsWith("^") ? reference.substring(1) : reference;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /**
   * The graph's nodes a value comes from, followed through function arguments and Identity; {@link
   * #UNKNOWN} among them when some way can't be followed. Empty: an argument of a function that
   * nobody calls.
   *
   * @param function whose body the node is in, empty for the graph
   */
  Set<String> sources(String function, NodeDef node, int input) {
    record At(String function, String reference) {}
    Set<String> sources = new HashSet<>();
    Set<At> seen = new HashSet<>();
    Deque<At> open = new ArrayDeque<>();
    if (input >= node.getInputCount()) {
      return Set.of(UNKNOWN);
    }
    open.push(new At(function, node.getInput(input)));
    while (!open.isEmpty()) {
      At at = open.pop();
      if (!seen.add(at)) {
        continue;
      }
      String name = nodeOf(at.reference());
      boolean inGraph = at.function().isEmpty();
      NodeDef producer = inGraph ? nodes.get(name) : bodies.get(at.function()).get(name);
      int argument = inGraph || producer != null ? -1 : argument(at.function(), name);
      if (argument >= 0) {
        for (Site site : sites.getOrDefault(at.function(), List.of())) {
          boolean plain =
              CALLS.contains(site.node().getOp()) || site.node().getOp().equals(at.function());
          if (plain && argument < site.node().getInputCount()) {
            open.push(new At(site.caller(), site.node().getInput(argument)));
          } else {
            sources.add(UNKNOWN);
          }
        }
      } else if (producer == null) {
        sources.add(UNKNOWN);
      } else if (PASS_ON.contains(producer.getOp()) && producer.getInputCount() > 0) {
        open.push(new At(at.function(), producer.getInput(0)));
      } else {
        sources.add(inGraph ? name : UNKNOWN);
      }
    }
    return sources;
  }

  private int argument(String function, String name) {
    var arguments = functions.get(function).getSignature().getInputArgList();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).getName().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  NodeDef node(String name) {
    return nodes.get(name);
  }

  /** A node of a function's body, or null. */
  NodeDef node(String function, String name) {
    return function.isEmpty() ? nodes.get(name) : bodies.getOrDefault(function, Map.of()).get(name);
  }

  /** Nodes of a function's body. */
  Collection<NodeDef> body(String function) {
    return bodies.getOrDefault(function, Map.of()).values();
  }
}
