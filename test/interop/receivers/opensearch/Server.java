// An OpenSearch node of one, from its server jars: `java --class-path 'FOLDER/*' Server.java HOME PORT [NAME=VALUE ...]`. It is the
// server itself, with HTTP by its Netty module; settings come as further arguments, and SIGTERM ends it in order.
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

public class Server extends Node {
  Server(Environment environment) {
    super(environment, List.of(Netty4Plugin.class), false);
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    Settings.Builder settings = Settings.builder()
        .put("path.home", home.toString())
        .put("path.data", home.resolve("data").toString())
        .put("path.logs", home.resolve("logs").toString())
        .put("cluster.name", "interop")
        .put("node.name", "interop")
        .put("network.host", "127.0.0.1")
        .put("http.port", arguments[1])
        .put("transport.port", "0")
        .put("transport.type", "netty4")
        .put("http.type", "netty4")
        .put("discovery.type", "single-node");
    for (String argument : List.of(arguments).subList(2, arguments.length)) {
      String[] parts = argument.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    Environment environment = new Environment(settings.build(), home.resolve("config"));
    LogConfigurator.setNodeName("interop");
    LogConfigurator.configureWithoutConfig(environment.settings());
    Server server = new Server(environment);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        server.close();
      } catch (Exception error) {
        error.printStackTrace();
      }
    }));
    server.start();
    // All threads of a node are daemons.
    new CountDownLatch(1).await();
  }
}
