;;; Printer: display, write, write-shared, write-simple.
;;;
;;; `write` and `display` put labels where an object contains itself, `write-shared` wherever one appears twice. Most objects
;;; are small trees, so first a walk with fuel looks whether the object ends at all; if it does, write needs no labels.
;;; Otherwise a hash table counts the appearances of each pair and vector, and those that need one get a label.
;;;
;;;   labels   hash table from object to #t (will need a label) or its number (has one), or #f: none needed
(define-library (runtime printer)
  (export write display write-shared write-simple print-object write-condition-text write-arity-text condition-text set-fields-writer! write-records-with!)
  (import (primitives) (core-syntax) (runtime errors) (runtime lists) (runtime strings) (runtime ports) (runtime output)
          (runtime number-text) (runtime conditions) (runtime control) (runtime hash-tables))
  (begin
    (define write
      (case-lambda
        ((object) (print-to object (optional-output 'write 1 (%default) textual-output) #t 'cycles))
        ((object port) (print-to object (check-output 'write 1 port textual-output) #t 'cycles))))
    (define display
      (case-lambda
        ((object) (print-to object (optional-output 'display 1 (%default) textual-output) #f 'cycles))
        ((object port) (print-to object (check-output 'display 1 port textual-output) #f 'cycles))))
    (define write-shared
      (case-lambda
        ((object) (print-to object (optional-output 'write-shared 1 (%default) textual-output) #t 'shared))
        ((object port) (print-to object (check-output 'write-shared 1 port textual-output) #t 'shared))))
    (define write-simple
      (case-lambda
        ((object) (print-to object (optional-output 'write-simple 1 (%default) textual-output) #t 'none))
        ((object port) (print-to object (check-output 'write-simple 1 port textual-output) #t 'none))))

    ;; quoted?: strings, characters and symbols as `write` prints them.
    (define (print-to object port quoted? labelling)
      (cond ((not (or (pair? object) (vector? object))) (print-atom object port quoted?))
            ((or (eq? labelling 'none)
                 (and (eq? labelling 'cycles) (fixnum? (walk object 20000))))
             (print object port quoted? #f))
            (else
             (print object port quoted? (cons 0 (find-labels object (eq? labelling 'shared)))))))

    (define (print-object object port quoted?) (print-to object port quoted? 'cycles))

    ;; -> fuel left, or #f when it was used up.
    (define (walk object fuel)
      (cond ((pair? object)
             (if (%fx= fuel 0)
                 #f
                 (let ((left (walk (%car object) (%fx- fuel 1))))
                   (and left (walk (%cdr object) left)))))
            ((vector? object)
             (let ((length (%vector-length object)))
               (let loop ((index 0) (fuel fuel))
                 (cond ((not fuel) #f)
                       ((%fx= fuel 0) #f)
                       ((%fx= index length) fuel)
                       (else (loop (%fx+ index 1) (walk (%vector-ref object index) (%fx- fuel 1))))))))
            (else fuel)))

    ;; Objects that need a label. An object found again while it is open contains itself.
    (define (find-labels object shared?)
      (let ((seen (make-eq-hash-table))
            (labels (make-eq-hash-table)))
        (let visit ((object object))
          (if (or (pair? object) (and (vector? object) (%fx> (%vector-length object) 0)))
              (let ((state (hash-table-ref/default seen object #f)))
                (cond ((not state)
                       (hash-table-set! seen object 'open)
                       (if (pair? object)
                           (begin
                             (visit (%car object))
                             (visit (%cdr object)))
                           (let loop ((index 0))
                             (if (%fx< index (%vector-length object))
                                 (begin
                                   (visit (%vector-ref object index))
                                   (loop (%fx+ index 1))))))
                       (hash-table-set! seen object 'closed))
                      ((or shared? (eq? state 'open))
                       (hash-table-set! labels object #t))))))
        labels))

    (define (put text port) (%put-string port text 0 (string-length text)))

    (define (print object port quoted? labels)
      (cond ((and labels (or (pair? object) (vector? object)) (hash-table-ref/default (%cdr labels) object #f))
             => (lambda (label)
                  (if (fixnum? label)
                      (begin
                        (%put-code port 35)
                        (put (%fixnum->string label 10) port)
                        (%put-code port 35))
                      (let ((number (%car labels)))
                        (set-car! labels (%fx+ number 1))
                        (hash-table-set! (%cdr labels) object number)
                        (%put-code port 35)
                        (put (%fixnum->string number 10) port)
                        (%put-code port 61)
                        (print-compound object port quoted? labels)))))
            ((or (pair? object) (vector? object)) (print-compound object port quoted? labels))
            (else (print-atom object port quoted?))))

    (define (print-compound object port quoted? labels)
      (cond ((vector? object)
             (put "#(" port)
             (let ((length (%vector-length object)))
               (let loop ((index 0))
                 (if (%fx< index length)
                     (begin
                       (if (%fx> index 0) (%put-code port 32))
                       (print (%vector-ref object index) port quoted? labels)
                       (loop (%fx+ index 1))))))
             (%put-code port 41))
            ((and (quotation-mark object) (not (and labels (hash-table-contains? (%cdr labels) (%cdr object)))))
             (put (quotation-mark object) port)
             (if (and (eq? (%car object) 'unquote) (at-sign-first? (%car (%cdr object)))) (%put-code port 32))
             (print (%car (%cdr object)) port quoted? labels))
            (else
             (%put-code port 40)
             (print (%car object) port quoted? labels)
             (print-tail (%cdr object) port quoted? labels))))

    (define (print-tail tail port quoted? labels)
      (cond ((null? tail) (%put-code port 41))
            ((and (pair? tail) (not (and labels (hash-table-contains? (%cdr labels) tail))))
             (%put-code port 32)
             (print (%car tail) port quoted? labels)
             (print-tail (%cdr tail) port quoted? labels))
            (else
             (put " . " port)
             (print tail port quoted? labels)
             (%put-code port 41))))

    ;; (quote x) and its kin, as their mark, or #f.
    (define (quotation-mark pair)
      (let ((rest (%cdr pair)))
        (and (pair? rest)
             (null? (%cdr rest))
             (case (%car pair)
               ((quote) "'")
               ((quasiquote) "`")
               ((unquote) ",")
               ((unquote-splicing) ",@")
               (else #f)))))

    ;; A symbol that would make unquote-splicing of a comma before it?
    (define (at-sign-first? object)
      (and (symbol? object)
           (let ((name (%symbol-name object)))
             (and (%fx> (string-length name) 0) (%fx= (%string-unit-ref name 0) 64)))))

    (define (print-atom object port quoted?)
      (cond ((symbol? object) (if quoted? (write-symbol (%symbol-name object) port) (put (%symbol-name object) port)))
            ((string? object) (if quoted? (write-quoted-string object port) (put object port)))
            ((fixnum? object)
             (if (and (%fx>= object 0) (%fx< object 10))
                 (%put-code port (%fx+ object 48))
                 (put (%fixnum->string object 10) port)))
            ((char? object) (if quoted? (write-char-literal object port) (%put-code port (char->integer object))))
            ((null? object) (put "()" port))
            ((eq? object #t) (put "#t" port))
            ((eq? object #f) (put "#f" port))
            ((number? object) (put (number->string object) port))
            ((bytevector? object) (write-bytes object port))
            ((procedure? object) (write-procedure object port))
            ((eof-object? object) (put "#<eof>" port))
            ((eq? object (%unspecified)) (put "#<unspecified>" port))
            ((%record? object) (write-record object port))
            (else (put "#<object>" port))))

    (define (write-bytes bytes port)
      (put "#u8(" port)
      (let ((length (bytevector-length bytes)))
        (let loop ((index 0))
          (if (%fx< index length)
              (begin
                (if (%fx> index 0) (%put-code port 32))
                (put (%fixnum->string (%bytevector-u8-ref bytes index) 10) port)
                (loop (%fx+ index 1))))))
      (%put-code port 41))

    (define (write-procedure procedure port)
      (put "#<procedure" port)
      (let ((name (%code-name (%procedure-code procedure))))
        (if (symbol? name)
            (begin
              (%put-code port 32)
              (put (%symbol-name name) port))))
      (%put-code port 62))

    ;; (set-fields-writer! procedure): (procedure record port) writes a record with its fields, or gives #f when it is none that
    ;; shows them. A record may hold anything, so that is (runtime abbreviations)' work.
    (define fields-writer (lambda (object port) #f))
    (define (set-fields-writer! procedure) (set! fields-writer procedure))

    ;; (write-records-with! descriptor procedure): records of that type are written by (procedure record port), between #< and >.
    (define record-writers '())
    (define (write-records-with! descriptor procedure)
      (set! record-writers (cons (cons descriptor procedure) record-writers)))

    (define (write-record object port)
      (let ((writer (assq (%record-descriptor object) record-writers)))
        (cond (writer
               (put "#<" port)
               ((%cdr writer) object port)
               (%put-code port 62))
              ((or (hash-table? object) (not (fields-writer object port))) (write-closed-record object port)))))

    ;; Conditions with their message, other records with the name of their type.
    (define (write-closed-record object port)
      (put "#<" port)
      (cond ((port? object) (write-port object port))
            ((promise? object) (put "promise" port))
            ((%continuation? object) (put "continuation" port))
            ((condition? object)
             (put "condition " port)
             (write-condition-text object port write-irritant))
            ((hash-table? object)
             (put "hash-table count: " port)
             (put (%fixnum->string (hash-table-count object) 10) port))
            (else
             (let ((name (%record-ref (%record-descriptor object) 0)))
               (put (if (symbol? name) (%symbol-name name) "record") port))))
      (%put-code port 62))

    ;; textual input port "name", or closed port
    (define (write-port object port)
      (if (not (or (input-port-open? object) (output-port-open? object)))
          (put "closed " port)
          (begin
            (put (if (textual-port? object) "textual " "binary ") port)
            (if (input-port-open? object) (put "input " port))
            (if (output-port-open? object) (put "output " port))))
      (put "port" port)
      (if (string? (port-name object))
          (begin
            (%put-code port 32)
            (write-quoted-string (port-name object) port))))

    (define (write-irritant object port) (print-object object port #t))

    ;;; Conditions

    ;; (write-condition-text condition port write-object): write-object prints an irritant: (write-object object port).
    (define (write-condition-text condition port write-object)
      (let ((who (condition-who condition)) (irritants (condition-irritants condition)))
        (cond ((or (null? irritants) (not (pair? (%cdr irritants))))
               (write-plain-condition who condition irritants port write-object))
              ((eq? (condition-kind condition) 'index) (write-index-text who irritants port write-object))
              ((eq? (condition-kind condition) 'bound) (write-bound-text who condition irritants port))
              ((eq? (condition-kind condition) 'values) (write-values-text irritants port))
              ((and (symbol? (condition-message condition)) (string? (%car irritants)))
               (write-who (condition-message condition) port)
               (put ": " port)
               (put (%car irritants) port)
               (write-irritants (%cdr irritants) (not (ends-with-colon? (%car irritants))) port write-object))
              (else (write-plain-condition who condition irritants port write-object)))))

    ;; who: argument n message: irritants
    (define (write-plain-condition who condition irritants port write-object)
      (if who
          (begin
            (write-who who port)
            (put ": " port)))
      (cond ((null? irritants) (put (condition-text condition) port))
            ((eq? (condition-kind condition) 'arity)
             (write-arity-text condition port))
            ((eq? (condition-kind condition) 'divide)
             (put "division by zero: (" port)
             (write-who who port)
             (write-irritants irritants #f port write-object)
             (put " 0)" port))
            (else
             (put (condition-text condition) port)
             (write-irritants irritants (not (ends-with-colon? (condition-message condition))) port write-object))))

    ;; takes 2 arguments, 1 was given
    (define (write-arity-text condition port)
      (let ((who (condition-who condition)) (count (%car (condition-irritants condition))))
        (if (procedure? who)
            (write-arities (procedure-arities who) port)
            (put (condition-text condition) port))
        (put ", " port)
        (print-object count port #f)
        (put (if (eqv? count 1) " was given" " were given") port)))

    (define (write-irritants irritants colon? port write-object)
      (if (pair? irritants)
          (begin
            (if colon? (put ":" port))
            (let loop ((irritants irritants))
              (if (pair? irritants)
                  (begin
                    (put " " port)
                    (write-object (%car irritants) port)
                    (loop (%cdr irritants))))))))

    ;; vector-ref: index 3 is out of range for a vector of length 3: #(1 2 3)
    (define (write-index-text who irritants port write-object)
      (let ((container (cadr irritants)))
        (write-who who port)
        (put ": index " port)
        (write-object (%car irritants) port)
        (put " is out of range for a " port)
        (put (cond ((vector? container) "vector") ((string? container) "string") ((bytevector? container) "bytevector") (else "list"))
             port)
        (put " of length " port)
        (print-object (cond ((vector? container) (%vector-length container))
                            ((string? container) (string-length container))
                            ((bytevector? container) (bytevector-length container))
                            (else (count-pairs container)))
                      port #f)
        (put ": " port)
        (write-object container port)))

    (define (count-pairs list)
      (let loop ((list list) (count 0))
        (if (pair? list) (loop (%cdr list) (%fx+ count 1)) count)))

    ;; substring: argument 3 is out of range: 10 is not from 0 to 3
    (define (write-bound-text who condition irritants port)
      (write-who who port)
      (put ": " port)
      (put (condition-text condition) port)
      (put ": " port)
      (print-object (%car irritants) port #f)
      (put " is not from " port)
      (print-object (cadr irritants) port #f)
      (put " to " port)
      (print-object (caddr irritants) port #f))

    ;; 1 value is expected here, 2 were received
    (define (write-values-text irritants port)
      (let ((expected (%car irritants)) (received (cadr irritants)))
        (print-object expected port #f)
        (put (if (eqv? expected 1) " value is expected here, " " values are expected here, ") port)
        (print-object received port #f)
        (put (if (eqv? received 1) " was received" " were received") port)))

    ;; -> list of (required . rest?), one for each clause.
    (define (procedure-arities procedure) (vector-ref (%code-info (%procedure-code procedure)) 0))

    ;; takes 1 or at least 2 arguments
    (define (write-arities arities port)
      (put "takes " port)
      (let loop ((arities arities))
        (if (%cdr (%car arities)) (put "at least " port))
        (print-object (%car (%car arities)) port #f)
        (if (pair? (%cdr arities))
            (begin
              (put " or " port)
              (loop (%cdr arities)))
            (put (if (eqv? (%car (%car arities)) 1) " argument" " arguments") port))))

    (define (ends-with-colon? message)
      (and (string? message)
           (%fx> (string-length message) 0)
           (%fx= (%string-unit-ref message (%fx- (string-length message) 1)) 58)))

    (define (write-who who port)
      (if (procedure? who)
          (let ((name (%code-name (%procedure-code who))))
            (if (symbol? name)
                (print-object name port #f)
                (put (if (string? name) name "lambda") port)))
          (print-object who port #f)))

    ;; The message, with the argument's number before it.
    (define (condition-text condition)
      (let ((message (condition-message condition))
            (index (condition-index condition)))
        (cond ((not (string? message)) (written message))
              (index (string-append "argument " (number->string (%fx+ index 1)) " " message))
              (else message))))

    (define (written object)
      (let ((port (open-output-string)))
        (print-object object port #t)
        (get-output-string port)))

    ;;; Characters, strings and symbols as they are read

    (define (write-char-literal char port)
      (put "#\\" port)
      (let ((code (char->integer char)))
        (case code
          ((0) (put "null" port))
          ((7) (put "alarm" port))
          ((8) (put "backspace" port))
          ((9) (put "tab" port))
          ((10) (put "newline" port))
          ((13) (put "return" port))
          ((27) (put "escape" port))
          ((32) (put "space" port))
          ((127) (put "delete" port))
          (else
           (if (or (%fx< code 32) (and (%fx>= code #x80) (%fx< code #xa0)))
               (begin
                 (%put-code port 120)
                 (put (%fixnum->string code 16) port))
               (%put-code port code))))))

    (define (write-quoted-string string port)
      (%put-code port 34)
      (write-escaped string port 34)
      (%put-code port 34))

    ;; Runs without anything to escape are put whole.
    (define (write-escaped string port quote)
      (let ((length (string-length string)))
        (let loop ((start 0))
          (let ((end (plain-end string start length quote)))
            (%put-string port string start end)
            (if (%fx< end length)
                (begin
                  (write-escaped-code (%string-unit-ref string end) port quote)
                  (loop (%fx+ end 1))))))))

    ;; The end of a run of characters that stand for themselves. (In a narrow string, those beyond ASCII end it.)
    (define (plain-end string start length quote)
      (if (%fx= (%string-unit string) 1)
          (let ((bytes (%string-buffer string)))
            (let loop ((index start))
              (if (%fx< index length)
                  (let ((code (%bytevector-u8-ref bytes index)))
                    (if (and (%fx>= code 32) (%fx< code 127) (not (%fx= code quote)) (not (%fx= code 92)))
                        (loop (%fx+ index 1))
                        index))
                  index)))
          (let loop ((index start))
            (if (and (%fx< index length) (not (escape-code (%string-unit-ref string index) quote)))
                (loop (%fx+ index 1))
                index))))

    (define (write-escaped-code code port quote)
      (let ((escape (escape-code code quote)))
        (cond ((not escape) (%put-code port code))
              ((%fx= escape 120)
               (put "\\x" port)
               (put (%fixnum->string code 16) port)
               (%put-code port 59))
              (else
               (%put-code port 92)
               (%put-code port escape)))))

    ;; The letter after the backslash; x for a code in hexadecimal; #f for a character that stands for itself.
    (define (escape-code code quote)
      (cond ((%fx= code quote) code)
            ((%fx= code 92) code)
            ((%fx>= code 127) (if (%fx< code #xa0) 120 #f))
            ((%fx>= code 32) #f)
            ((%fx= code 10) 110)
            ((%fx= code 9) 116)
            ((%fx= code 13) 114)
            ((%fx= code 7) 97)
            ((%fx= code 8) 98)
            (else 120)))

    (define (write-symbol name port)
      (if (plain-symbol? name)
          (put name port)
          (begin
            (%put-code port 124)
            (write-escaped name port 124)
            (%put-code port 124))))

    ;; Would the reader read this name as this symbol? R7RS 6.13.3 wants bars around characters that are not ASCII.
    (define (plain-symbol? name)
      (let ((length (string-length name)))
        (and (%fx> length 0)
             (not (number-like? name length))
             (let loop ((index 0))
               (or (%fx= index length)
                   (and (symbol-code? (%string-unit-ref name index))
                        (loop (%fx+ index 1))))))))

    (define (symbol-code? code)
      (not (or (%fx<= code 32) (%fx>= code 127)
               (case code
                 ((34 35 39 40 41 44 59 91 92 93 96 123 124 125) #t) ; " # ' ( ) , ; [ \ ] ` { | }
                 (else #f)))))

    ;; A digit, a sign or a point and what could make a number of it: careful, so some symbols get bars without need.
    (define (number-like? name length)
      (let* ((first (%string-unit-ref name 0))
             (second (if (%fx> length 1) (%string-unit-ref name 1) 0))
             (third (if (%fx> length 2) (%string-unit-ref name 2) 0)))
        (define (digit? code) (and (%fx>= code 48) (%fx<= code 57)))
        (cond ((digit? first) #t)
              ((%fx= first 46) (or (%fx= length 1) (digit? second)))
              ((or (%fx= first 43) (%fx= first 45))
               (and (%fx> length 1)
                    (or (digit? second)
                        (and (%fx= second 46) (digit? third))
                        (and (%fx= length 2) (letter? second 105))
                        (special-number? name length second third))))
              (else #f))))

    ;; A sign and what begins like inf.0 or nan.0, in capitals too.
    (define (special-number? name length second third)
      (and (%fx>= length 6)
           (or (and (letter? second 105) (letter? third 110) (letter? (%string-unit-ref name 3) 102))
               (and (letter? second 110) (letter? third 97) (letter? (%string-unit-ref name 3) 110)))
           (%fx= (%string-unit-ref name 4) 46)
           (%fx= (%string-unit-ref name 5) 48)))

    ;; The lower-case letter with this code, or its capital?
    (define (letter? code small)
      (or (%fx= code small) (%fx= code (%fx- small 32))))))
