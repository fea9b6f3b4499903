/** A person of the demonstration: what a real visitor or guard would bring along in their own WeChat. */
export interface DemoPerson {
  /** Lower-case letters, digits and hyphens; part of addresses. */
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly description: string;
  /** Groups the list of people. */
  readonly kind: "VISITOR" | "STAFF";
}

// 139 0000 xxxx is given to nobody, so no message can reach a real person by mistake.
export const demoPeople: readonly DemoPerson[] = [
  { id: "lin-xiaoyan", name: "林晓燕", phone: "13900000001", kind: "VISITOR", description: "带两个孩子的家长" },
  { id: "chen-zhiqiang", name: "陈志强", phone: "13900000002", kind: "VISITOR", description: "小区业委会主任" },
  { id: "wang-xiuying", name: "王秀英", phone: "13900000003", kind: "VISITOR", description: "68 岁退休教师" },
  { id: "fu-hailong", name: "符海龙", phone: "13900000004", kind: "VISITOR", description: "永兴岛居民" },
  { id: "wu-xiaomin", name: "吴小敏", phone: "13900000005", kind: "VISITOR", description: "大学生" },
  { id: "zhou-jianguo", name: "周建国", phone: "13900000006", kind: "VISITOR", description: "企业安全员" },
  { id: "huang-lijuan", name: "黄丽娟", phone: "13900000007", kind: "VISITOR", description: "小学班主任，常带班参观" },
  { id: "li-zihan", name: "李梓涵", phone: "13900000008", kind: "VISITOR", description: "环保志愿者" },
  { id: "wang-mengang", name: "王门岗", phone: "13900000021", kind: "STAFF", description: "海口市白沙门污水处理厂 · 门岗" },
  { id: "fu-anbao", name: "符安保", phone: "13900000022", kind: "STAFF", description: "三亚市红沙污水处理厂 · 安保" },
  { id: "li-jiangjie", name: "李讲解", phone: "13900000023", kind: "STAFF", description: "海南省生态环境监测中心 · 讲解员" },
];
