package io.recallscope.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sample feed's language: circles, their sub-topics, and titles made of them. */
final class FeedWords {
  /** Sub-topics in every circle. */
  static final int SUB_TOPICS = 4;

  private static final List<String> CHINESE =
      List.of(
          "关于{t}，新手最容易踩的{n}个坑",
          "{t}：从入门到上头的第{n}天",
          "周末在{c}，{t}小记",
          "聊聊{t}，你们怎么看？",
          "{t}到底值不值？说点真实体验",
          "被{t}治愈的一天",
          "私藏的{t}清单，一共{n}条",
          "{s}新人报到，先从{t}开始",
          "{c}{s}圈的朋友看过来",
          "求助：{t}总是不顺，问题出在哪？",
          "{t}，我走过的弯路",
          "不吹不黑，{t}第{n}次尝试",
          "今天的{t}，给自己打{n}分",
          "{s}日记 Day {n}：{t}",
          "{t}的{n}个小细节，很少有人讲",
          "为什么我又回到了{t}",
          "一图看懂{t}",
          "{c}哪里适合{s}？整理了{n}个去处",
          "{t}前后对比，差别真的大",
          "写给三个月前的自己：{t}",
          "雨天适合{t}",
          "和朋友一起{s}，聊到了{t}");
  private static final List<String> ENGLISH =
      List.of(
          "{T}: what I wish I had known {n} weeks ago",
          "A slow weekend with {t} in {C}",
          "{n} honest notes on {t}",
          "Is it worth it? Thoughts on {t}",
          "A beginner's guide to {t}",
          "My {s} diary, day {n}",
          "Why I keep coming back to {t}",
          "Ask the circle: how do you start with {t}?",
          "Before and after: {t}",
          "Small wins in {s} this week",
          "{C} {s} meetup recap",
          "Learning {t} the hard way",
          "{T}, explained in {n} pictures",
          "Unpopular opinion about {t}",
          "{n} mistakes I made with {t}",
          "Saving this for later: {t}");
  private static final List<String> MIXED =
      List.of(
          "{t}入门笔记 #{n}｜{s2}",
          "今日份 {s2}｜{t}",
          "{t} review：{n}/10",
          "{s} vlog {n}：{c}",
          "Q&A｜{t}怎么选？",
          "{c} Citywalk + {t}",
          "Get 到{t}的乐趣了｜{s2} day {n}",
          "{t} checklist（建议收藏）");
  private static final List<String> CITIES =
      List.of(
          "北京|Beijing|tier-1",
          "上海|Shanghai|tier-1",
          "广州|Guangzhou|tier-1",
          "深圳|Shenzhen|tier-1",
          "成都|Chengdu|new-tier-1",
          "杭州|Hangzhou|new-tier-1",
          "重庆|Chongqing|new-tier-1",
          "武汉|Wuhan|new-tier-1",
          "西安|Xi'an|new-tier-1",
          "南京|Nanjing|new-tier-1",
          "苏州|Suzhou|new-tier-1",
          "长沙|Changsha|new-tier-1",
          "厦门|Xiamen|tier-2",
          "昆明|Kunming|tier-2",
          "无锡|Wuxi|tier-2",
          "哈尔滨|Harbin|tier-2",
          "福州|Fuzhou|tier-2",
          "大理|Dali|tier-3",
          "桂林|Guilin|tier-3",
          "扬州|Yangzhou|tier-3",
          "洛阳|Luoyang|tier-3",
          "泉州|Quanzhou|tier-3");

  private final List<String> circles = new ArrayList<>();
  private final List<SubTopic> subTopics = new ArrayList<>();

  private record SubTopic(String chinese, String english, String[] things, String[] english2) {}

  FeedWords() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                FeedWords.class.getResourceAsStream("circles.txt"), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("=")) {
          circles.add(line.substring(1).strip());
        } else if (!line.startsWith("#")) {
          String[] parts = line.split(" \\| ");
          subTopics.add(
              new SubTopic(parts[0], parts[1], parts[2].split("、"), parts[3].split(", ")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (subTopics.size() != circles.size() * SUB_TOPICS) {
      throw new IllegalStateException(
          circles.size() + " circles but " + subTopics.size() + " sub-topics");
    }
  }

  int circles() {
    return circles.size();
  }

  /** Like 摄影 · Photography. */
  String circle(int circle) {
    return circles.get(circle);
  }

  int cities() {
    return CITIES.size();
  }

  /** In Chinese. */
  String city(int city) {
    return CITIES.get(city).split("\\|")[0];
  }

  String cityTier(int city) {
    return CITIES.get(city).split("\\|")[2];
  }

  /**
   * A title.
   *
   * @param subTopic circle · SUB_TOPICS + sub-topic within it
   * @param dice all choices come from it
   * @param part 0, or 1 and 2 for the two parts of a pair that reads alike
   */
  String title(int subTopic, Dice dice, int part) {
    double kind = dice.uniform();
    int thing = dice.below(3);
    int number = 2 + dice.below(8);
    String[] city = CITIES.get(dice.below(CITIES.size())).split("\\|");
    List<String> patterns = kind < 0.6 ? CHINESE : kind < 0.85 ? ENGLISH : MIXED;
    boolean english = patterns == ENGLISH;
    String pattern = patterns.get(dice.below(patterns.size()));
    SubTopic topic = subTopics.get(subTopic);
    String subject = (english ? topic.english2() : topic.things())[thing];
    String title =
        pattern
            .replace("{t}", subject)
            .replace("{T}", subject.substring(0, 1).toUpperCase(Locale.ROOT) + subject.substring(1))
            .replace("{s}", english ? topic.english() : topic.chinese())
            .replace("{s2}", topic.english())
            .replace("{c}", city[0])
            .replace("{C}", city[1])
            .replace("{n}", Integer.toString(number));
    if (english) {
      title = title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }
    return switch (part) {
      case 1 -> title + (english ? " (part 1)" : "（上）");
      case 2 -> title + (english ? " (part 2)" : "（下）");
      default -> title;
    };
  }
}
