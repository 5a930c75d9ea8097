;;; Random source texts for reader and expander: `source-text.scm SEED COUNT [FILE ...]`.
;;;
;;; Without files each case is a soup of tokens, half of the time with parentheses that balance. With files it is one of them,
;;; with some edits: tokens left out, written twice, exchanged, replaced by others of the file or of the soup, a parenthesis too few or
;;; too many. Every case is either expanded, or refused with reports that can all be printed. Nothing of it runs, except transformers
;;; of syntax-case and er-macro-transformer. stage0 runs this program, as it runs reader and expander.
;;;
;;; A case depends on SEED and its number only: to see case N again, run SEED+N with the count 1. `-v` in place of the first
;;; file prints each text.
(import (scheme base) (scheme write) (scheme process-context) (scheme file) (scheme time)
        (base report) (base position) (base file) (reader syntax) (reader file)
        (expander program) (expander library) (expander host) (expander core-forms)
        (random))

(define words
  (list->vector
   '("define" "lambda" "case-lambda" "if" "set!" "begin" "let" "let*" "letrec" "letrec*" "let-values" "let*-values" "do" "cond" "case" "and"
     "or" "when" "unless" "delay" "delay-force" "parameterize" "guard" "quote" "quasiquote" "unquote" "unquote-splicing" "define-values"
     "define-record-type" "define-syntax" "let-syntax" "letrec-syntax" "syntax-rules" "syntax-error" "cond-expand" "include" "import"
     "define-library" "export" "else" "=>" "..." "_" "r7rs" "library" "er-macro-transformer" "syntax-case" "syntax" "with-syntax"
     "car" "cdr" "cons" "list" "+" "-" "<" "vector-ref" "apply" "call/cc" "values" "call-with-values" "dynamic-wind" "map" "eq?" "not" "error"
     "x" "y" "z" "f" "g" "m" "loop" "a" "b" "1" "2" "0" "-1" "1.5" "1/2" "#t" "#f" "#\\a" "\"s\"" "'" "`" "," ",@" "#'" "#(" "#u8(" "." "()" "#;" "#|" "|#"
     "#0=" "#0#" "|x y|" "\"" "|" "#\\" "#" "#!fold-case" "#x1" "\\" ";" "[" "]" "{" "λ" "(scheme base)" "(x y)" "((x 1))" "(_ a ...)")))

(define (random-word) (vector-ref words (random (vector-length words))))

;; (soup size balanced?) -> list of tokens
(define (soup size balanced?)
  (let loop ((left size) (depth 0) (tokens '()))
    (cond ((= left 0) (append (reverse tokens) (if balanced? (map (lambda (i) ")") (make-list depth)) '())))
          ((chance 30) (loop (- left 1) (+ depth 1) (cons "(" tokens)))
          ((and (chance 35) (or (> depth 0) (not balanced?))) (loop (- left 1) (max 0 (- depth 1)) (cons ")" tokens)))
          (else (loop (- left 1) depth (cons (random-word) tokens))))))

(define (joined tokens separator)
  (let ((port (open-output-string)))
    (for-each (lambda (token) (write-string token port) (write-string separator port)) tokens)
    (get-output-string port)))

;;; Edits of a text that is a vector of tokens: words, single delimiters, and what stands between.

(define (delimiter? char) (memv char '(#\space #\newline #\( #\) #\" #\' #\` #\, #\;)))

(define (tokens-of text)
  (let ((end (string-length text)))
    (let loop ((start 0) (tokens '()))
      (if (= start end)
          (list->vector (reverse tokens))
          (let ((stop (let scan ((index start))
                        (cond ((= index end) index)
                              ((delimiter? (string-ref text index)) (if (= index start) (+ index 1) index))
                              (else (scan (+ index 1)))))))
            (loop stop (cons (substring text start stop) tokens)))))))

(define (edited tokens)
  (let ((tokens (vector-copy tokens)))
    (let loop ((edits (+ 1 (random 5))))
      (when (> edits 0)
        (let ((place (random (vector-length tokens))) (other (random (vector-length tokens))))
          (vector-set! tokens place
                       (case (random 9)
                         ((0 1) "")
                         ((2) (string-append (vector-ref tokens place) " " (vector-ref tokens place)))
                         ((3 4) (vector-ref tokens other))
                         ((5 6) (random-word))
                         ((7) (choose '("(" ")" "((" "))")))
                         (else (joined (soup (+ 1 (random 6)) #t) " ")))))
        (loop (- edits 1))))
    (joined (vector->list tokens) "")))

;;; Trials.

(define failures 0)

(define (wrong! seed what text condition)
  (set! failures (+ failures 1))
  (write-string (string-append "seed " (number->string seed) ": " what ": "))
  (if (error-object? condition)
      (begin
        (write-string (error-object-message condition))
        (for-each (lambda (object) (write-string " ") (write object)) (error-object-irritants condition)))
      (write condition))
  (newline)
  (write-string text)
  (newline)
  (flush-output-port))

(define libraries r7rs-host-libraries)

(define (try! seed text folder)
  (guard (condition (#t (wrong! seed "raised" text condition) (take-reports!)))
    (let ((refused (guard (condition ((compile-errors? condition) condition))
                     (reset-file-names!)
                     (expand-text text folder)
                     #f)))
      (when refused
        (print-reports (compile-errors-reports refused) (open-output-string)))
      (print-reports (take-reports!) (open-output-string)))))

(define (expand-text text folder)
  (let ((builder (make-core-forms-builder)))
    (expand-program-forms (read-source-text text folder) (make-registry '() libraries) builder host-features)))

(define (run first count make-text verbose?)
  (do ((i 0 (+ i 1))) ((= i count))
    (random-seed! (+ first i))
    (let ((case (make-text)) (start (current-jiffy)))
      (when verbose? (write-string (cdr case)) (newline))
      (try! (+ first i) (cdr case) (car case))
      (let ((seconds (quotient (- (current-jiffy) start) (jiffies-per-second))))
        (when (> seconds 10) (wrong! (+ first i) "slow" (cdr case) seconds))))))

;; -> pair of a file's name and a text
(define (soup-case)
  (cons "soup"
        (string-append "(import (scheme base) (scheme case-lambda) (scheme lazy)) "
                       (joined (soup (+ 1 (random 60)) (chance 60)) (choose '(" " " " "\n" ""))))))

(define (file-case files)
  (let ((file (choose files)))
    (cons (car file) (edited (cdr file)))))

(define (main first count arguments)
  (let* ((verbose? (and (pair? arguments) (string=? (car arguments) "-v")))
         (files (map (lambda (name) (cons name (tokens-of (decode-text (read-file-bytes name)))))
                     (if verbose? (cdr arguments) arguments))))
    (run first count (if (null? files) soup-case (lambda () (file-case files))) verbose?)
    (write-string (string-append (number->string count) " cases, " (number->string failures) " wrong\n"))
    (exit (if (= failures 0) 0 1))))

(main (string->number (list-ref (command-line) 1)) (string->number (list-ref (command-line) 2)) (list-tail (command-line) 3))
