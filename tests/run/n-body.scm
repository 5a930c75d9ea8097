;;; The n-body simulation of the outer planets: long float loops, results to the last digit.
(import (scheme base) (scheme write) (scheme inexact))

(define pi 3.141592653589793)
(define solar-mass (* 4.0 pi pi))
(define days 365.24)

(define-record-type body
  (make-body x y z vx vy vz mass)
  body?
  (x body-x set-body-x!) (y body-y set-body-y!) (z body-z set-body-z!)
  (vx body-vx set-body-vx!) (vy body-vy set-body-vy!) (vz body-vz set-body-vz!)
  (mass body-mass))

(define bodies
  (list
   (make-body 0.0 0.0 0.0 0.0 0.0 0.0 solar-mass)
   (make-body 4.84143144246472090 -1.16032004402742839 -0.103622044471123109
              (* 0.00166007664274403694 days) (* 0.00769901118419740425 days) (* -0.0000690460016972063023 days) (* 0.000954791938424326609 solar-mass))
   (make-body 8.34336671824457987 4.12479856412430479 -0.403523417114321381
              (* -0.00276742510726411160 days) (* 0.00499852801234917238 days) (* 0.0000230417297573763929 days) (* 0.000285885980666130812 solar-mass))
   (make-body 12.8943695621391310 -15.1111514016986312 -0.223307578892655734
              (* 0.00296460137564761618 days) (* 0.00237847173959480950 days) (* -0.0000296589568540237556 days) (* 0.0000436624404335156298 solar-mass))
   (make-body 15.3796971148509165 -25.9193146099879641 0.179258772950371181
              (* 0.00268067772490389322 days) (* 0.00162824170038242295 days) (* -0.0000951592254519715870 days) (* 0.0000515138902046611451 solar-mass))))

(define (offset-momentum!)
  (let loop ((l bodies) (px 0.0) (py 0.0) (pz 0.0))
    (if (null? l)
        (let ((sun (car bodies)))
          (set-body-vx! sun (/ (- px) solar-mass))
          (set-body-vy! sun (/ (- py) solar-mass))
          (set-body-vz! sun (/ (- pz) solar-mass)))
        (let ((b (car l)))
          (loop (cdr l)
                (+ px (* (body-vx b) (body-mass b)))
                (+ py (* (body-vy b) (body-mass b)))
                (+ pz (* (body-vz b) (body-mass b))))))))

(define (energy)
  (let loop ((l bodies) (e 0.0))
    (if (null? l)
        e
        (let* ((b (car l))
               (kinetic (* 0.5 (body-mass b)
                           (+ (* (body-vx b) (body-vx b)) (* (body-vy b) (body-vy b)) (* (body-vz b) (body-vz b))))))
          (let inner ((m (cdr l)) (e (+ e kinetic)))
            (if (null? m)
                (loop (cdr l) e)
                (let* ((c (car m))
                       (dx (- (body-x b) (body-x c))) (dy (- (body-y b) (body-y c))) (dz (- (body-z b) (body-z c))))
                  (inner (cdr m)
                         (- e (/ (* (body-mass b) (body-mass c)) (sqrt (+ (* dx dx) (* dy dy) (* dz dz)))))))))))))

(define (advance! dt)
  (let loop ((l bodies))
    (unless (null? l)
      (let ((b (car l)))
        (let inner ((m (cdr l)))
          (unless (null? m)
            (let* ((c (car m))
                   (dx (- (body-x b) (body-x c))) (dy (- (body-y b) (body-y c))) (dz (- (body-z b) (body-z c)))
                   (square (+ (* dx dx) (* dy dy) (* dz dz)))
                   (magnitude (/ dt (* square (sqrt square))))
                   (of-b (* (body-mass b) magnitude)) (of-c (* (body-mass c) magnitude)))
              (set-body-vx! b (- (body-vx b) (* dx of-c)))
              (set-body-vy! b (- (body-vy b) (* dy of-c)))
              (set-body-vz! b (- (body-vz b) (* dz of-c)))
              (set-body-vx! c (+ (body-vx c) (* dx of-b)))
              (set-body-vy! c (+ (body-vy c) (* dy of-b)))
              (set-body-vz! c (+ (body-vz c) (* dz of-b)))
              (inner (cdr m)))))
        (loop (cdr l)))))
  (for-each
   (lambda (b)
     (set-body-x! b (+ (body-x b) (* dt (body-vx b))))
     (set-body-y! b (+ (body-y b) (* dt (body-vy b))))
     (set-body-z! b (+ (body-z b) (* dt (body-vz b)))))
   bodies))

(offset-momentum!)
(write (energy)) (newline)
(do ((i 0 (+ i 1))) ((= i 10000)) (advance! 0.01))
(write (energy)) (newline)
(for-each (lambda (b) (write (list (body-x b) (body-y b) (body-z b))) (newline)) bodies)
